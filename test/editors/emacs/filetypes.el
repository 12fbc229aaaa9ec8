;;; filetypes.el --- The modes of files -*- lexical-binding: t; -*-
(driver-run #'driver-types)
