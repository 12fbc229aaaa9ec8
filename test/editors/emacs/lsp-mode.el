;;; lsp-mode.el --- Two nodes in lsp-mode -*- lexical-binding: t; -*-

(require 'lsp-mode)
(load "lsp-mode-autoloads" nil t)
(setq lsp-auto-guess-root t
      lsp-enable-snippet nil
      lsp-enable-file-watchers nil
      lsp-session-file (expand-file-name "session" driver-folder)
      lsp-diagnostics-provider :none
      lsp-idle-delay 0.05)

(defun driver-found (buffer)
  (with-current-buffer buffer
    (mapcar (lambda (diagnostic)
              (let ((line (lsp-get (lsp-get (lsp-get diagnostic :range) :start) :line)))
                `((line . ,(1+ line)) (code . ,(lsp-get diagnostic :code)))))
            (append (gethash (lsp--fix-path-casing buffer-file-name) (lsp-diagnostics t)) nil))))

(defun driver-wait-for (count &rest buffers)
  (driver-wait (lambda () (cl-every (lambda (buffer) (= count (length (driver-found buffer)))) buffers))))

(defun driver-state (a b)
  `((a . ,(vconcat (driver-found a))) (b . ,(vconcat (driver-found b)))))

(driver-run
 (lambda ()
   (let* ((a (find-file-noselect (driver-node "nodeA.conf")))
          (b (find-file-noselect (driver-node "nodeB.conf")))
          (old (find-file-noselect (driver-node "old.conf")))
          before hover definition titles)
     (driver-wait-for 1 a b old)
     (setq before (driver-state a b))
     (with-current-buffer a
       (driver-cursor-on "virtual_router_id")
       (setq hover (lsp-get (lsp-get (lsp-request "textDocument/hover" (lsp--text-document-position-params)) :contents)
                            :value))
       (driver-cursor-on "VI_2")
       (setq definition (mapcar (lambda (item)
                                  (let ((place (xref-item-location item)))
                                    `((file . ,(file-name-nondirectory (xref-location-group place)))
                                      (line . ,(xref-location-line place)))))
                                (lsp--locations-to-xref-items
                                 (lsp-request "textDocument/definition" (lsp--text-document-position-params)))))
       (driver-cursor-on "192.0.2.23")
       (let ((actions (append (lsp-code-actions-at-point) nil)))
         (setq titles (mapcar (lambda (action) (lsp-get action :title)) actions))
         (lsp-execute-code-action
          (cl-find (getenv "TITLE") actions :key (lambda (action) (lsp-get action :title)) :test #'equal))))
     (driver-wait-for 0 a b)
     (let ((after (driver-state a b)))
       (with-current-buffer a (save-buffer))
       `((before . ,before) (old . ,(driver-lines (driver-found old))) (hover . ,hover) (definition . ,(vconcat definition)) (titles . ,(vconcat titles))
         (after . ,after))))))
