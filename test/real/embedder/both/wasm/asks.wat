;; Asks for a function that no host has.
(module
  (import "elsewhere" "weigh" (func $weigh (param i32) (result i32)))
  (func (export "count") (param i32) (result i32)
    (i32.add (call $weigh (local.get 0)) (i32.const 3))))
