;;; driver.el --- Does in Emacs what a user does, and writes what happened to $RESULT -*- lexical-binding: t; -*-

(require 'cl-lib)
(require 'json)

(defvar driver-folder (getenv "FOLDER"))

(defun driver-node (name)
  (expand-file-name (concat "nodes/" name) driver-folder))

(defun driver-finish (result)
  (with-temp-file (getenv "RESULT") (insert (json-encode result)))
  (let ((kill-emacs-hook nil)) (kill-emacs 0)))

(defun driver-wait (condition)
  "Waits until CONDITION holds; after half a minute the result shows what is wrong."
  (let ((end (+ (float-time) 30)))
    (while (and (not (funcall condition)) (< (float-time) end))
      (accept-process-output nil 0.02))))

(defun driver-cursor-on (text &optional below)
  (goto-char (point-min))
  (forward-line (1- (or below 1)))
  (let ((case-fold-search nil)) (search-forward text))
  (goto-char (match-beginning 0)))

(defun driver-types ()
  "Whether each file of $FILES gets the mode of keepalived."
  (mapcar (lambda (path)
            (with-current-buffer (find-file-noselect path)
              (cons path (if (eq major-mode 'keepalived-mode) t :json-false))))
          (split-string (getenv "FILES") "\n" t)))

(defun driver-lines (found)
  "The lines of what was FOUND in a buffer."
  (vconcat (mapcar (lambda (finding) (alist-get 'line finding)) found)))

(defun driver-run (scenario)
  "Calls SCENARIO and ends Emacs, also where something goes wrong."
  (driver-finish (condition-case failure (funcall scenario)
                   (error `((error . ,(format "%S" failure)))))))

(setq inhibit-message (not (getenv "DEBUG"))
      make-backup-files nil
      create-lockfiles nil)
