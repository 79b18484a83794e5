;; A rule as a component: it asks WASI for a number, tells the host the words, and allows at most ten of them.
(component
  (import "note" (func $note (param "value" u32)))
  (import "wasi:random/random@0.2.0" (instance $random
    (export "get-random-u64" (func (result u64)))))
  (core func $note-lowered (canon lower (func $note)))
  (core func $random-lowered (canon lower (func $random "get-random-u64")))
  (core module $code
    (import "host" "note" (func $note (param i32)))
    (import "host" "random" (func $random (result i64)))
    (func (export "judge") (param $words i32) (result i32)
      (drop (call $random))
      (call $note (local.get $words))
      (i32.le_u (local.get $words) (i32.const 10))))
  (core instance $running (instantiate $code
    (with "host" (instance
      (export "note" (func $note-lowered))
      (export "random" (func $random-lowered))))))
  (func (export "judge") (param "words" u32) (result u32)
    (canon lift (core func $running "judge"))))
