;;; eglot.el --- Two nodes in Eglot -*- lexical-binding: t; -*-

(require 'eglot)
(setq eglot-sync-connect 20
      eglot-autoshutdown t)

(defun driver-found (buffer)
  (with-current-buffer buffer
    (mapcar (lambda (diagnostic)
              `((line . ,(line-number-at-pos (flymake-diagnostic-beg diagnostic)))
                (text . ,(buffer-substring-no-properties (flymake-diagnostic-beg diagnostic)
                                                         (flymake-diagnostic-end diagnostic)))))
            (flymake-diagnostics))))

(defun driver-wait-for (count &rest buffers)
  (driver-wait (lambda ()
                 (cl-every (lambda (buffer)
                             (with-current-buffer buffer (= count (length (flymake-diagnostics)))))
                           buffers))))

(defun driver-state (a b)
  `((a . ,(vconcat (driver-found a))) (b . ,(vconcat (driver-found b)))))

(defun driver-action-titles ()
  (mapcar (lambda (action) (plist-get action :title))
          (jsonrpc-request (eglot--current-server-or-lose) :textDocument/codeAction
                           (list :textDocument (eglot--TextDocumentIdentifier)
                                 :range (list :start (eglot--pos-to-lsp-position)
                                              :end (eglot--pos-to-lsp-position))
                                 :context (list :diagnostics [])))))

(driver-run
 (lambda ()
   (let* ((a (find-file-noselect (driver-node "nodeA.conf")))
          (b (find-file-noselect (driver-node "nodeB.conf")))
          (old (find-file-noselect (driver-node "old.conf")))
          before old-lines hover completion definition titles)
     ;; Flymake waits until a buffer is on the screen. Eglot waits for the end of a command, and a batch has none.
     (switch-to-buffer a)
     (switch-to-buffer-other-window b)
     (set-window-buffer (split-window) old)
     (dolist (buffer (list a b old))
       (with-current-buffer buffer
         (run-hooks 'post-command-hook)
         (driver-wait #'eglot-managed-p)))
     (driver-wait-for 1 a b old)
     (setq before (driver-state a b)
           old-lines (driver-lines (driver-found old)))
     (with-current-buffer a
       (driver-cursor-on "virtual_router_id")
       (setq hover (plist-get (plist-get (jsonrpc-request (eglot--current-server-or-lose) :textDocument/hover
                                                          (eglot--TextDocumentPositionParams))
                                         :contents)
                              :value))
       (driver-cursor-on "VI_2")
       (setq definition (mapcar (lambda (item)
                                  (let ((place (xref-item-location item)))
                                    `((file . ,(file-name-nondirectory (xref-location-group place)))
                                      (line . ,(xref-location-line place)))))
                                (xref-backend-definitions 'eglot "LSP identifier at point.")))
       (driver-cursor-on "virtual_router_id")
       (insert "advert\n  ")
       (backward-char 3)
       ;; Eglot sends changes when its user pauses, and a batch does not.
       (eglot--signal-textDocument/didChange)
       (setq completion (let ((table (nth 2 (eglot-completion-at-point))))
                          (mapcar #'substring-no-properties (all-completions "advert" table))))
       (delete-region (line-beginning-position) (line-beginning-position 2))
       (eglot--signal-textDocument/didChange)
       (driver-cursor-on "192.0.2.23")
       (setq titles (driver-action-titles))
       (cl-letf ((last-nonmenu-event ?c)
                 ((symbol-function 'completing-read)
                  (lambda (_prompt collection &rest _)
                    (cl-find (getenv "TITLE") (all-completions "" collection) :test #'equal))))
         (call-interactively #'eglot-code-actions))
       (eglot--signal-textDocument/didChange))
     (driver-wait-for 0 a b)
     (let ((after (driver-state a b)))
       (with-current-buffer a (save-buffer))
       (eglot-shutdown-all)
       `((before . ,before) (old . ,old-lines) (hover . ,hover) (definition . ,(vconcat definition)) (completion . ,(vconcat completion))
         (titles . ,(vconcat titles)) (after . ,after))))))
