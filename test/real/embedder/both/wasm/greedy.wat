;; Wants more memory and larger tables than it gets; says how much of it was refused.
(module
  (memory (export "memory") 1)
  (table $names 1 funcref)
  (func (export "count") (param $pages i32) (result i32)
    (i32.add
      (i32.eq (memory.grow (local.get $pages)) (i32.const -1))
      (i32.eq (table.grow $names (ref.null func) (i32.const 5000)) (i32.const -1)))))
