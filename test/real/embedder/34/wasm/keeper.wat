;; Keeps what it is given, and gives back what it kept before that.
(module
  (global $kept (mut externref) (ref.null extern))
  (func (export "keep") (param externref) (result externref)
    (global.set $kept (local.get 0))
    (global.get $kept)))
