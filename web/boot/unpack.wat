;; Seven bits a character to bytes, in place; crates/xtask/src/pack.rs says how, and why. As a
;; script it would run once, in the interpreter: 20 ms of the start, and this takes 1 or 2.
(module
  (memory (export "memory") 0)
  ;; The text is UTF-8 at the beginning of the memory, so many bytes, and so are the bytes
  ;; afterwards: there are never more of them than were read.
  (func (export "unpack") (param $length i32)
    (local $from i32) (local $to i32) (local $code i32)
    ;; What was read and isn't written yet: the last $count bits.
    (local $bits i32) (local $count i32)
    (block $done
      (loop $read
        (br_if $done (i32.ge_u (local.get $from) (local.get $length)))
        (local.set $code (i32.load8_u (local.get $from)))
        (local.set $from (i32.add (local.get $from) (i32.const 1)))
        (if (i32.lt_u (local.get $code) (i32.const 128))
          (then
            (local.set $bits
              (i32.or (i32.shl (local.get $bits) (i32.const 7)) (local.get $code)))
            (local.set $count (i32.add (local.get $count) (i32.const 7))))
          (else
            ;; A character of two bytes.
            (local.set $code
              (i32.sub
                (i32.or
                  (i32.shl (i32.and (local.get $code) (i32.const 31)) (i32.const 6))
                  (i32.and (i32.load8_u (local.get $from)) (i32.const 63)))
                (i32.const 0xA0)))
            (local.set $from (i32.add (local.get $from) (i32.const 1)))
            (if (i32.lt_u (local.get $code) (i32.const 64))
              (then ;; NUL or carriage return, and five bits.
                (local.set $bits
                  (i32.or
                    (i32.shl (local.get $bits) (i32.const 12))
                    (i32.or
                      (i32.mul (i32.shr_u (local.get $code) (i32.const 5))
                        (i32.const 416)) ;; 13 << 5
                      (i32.and (local.get $code) (i32.const 31)))))
                (local.set $count (i32.add (local.get $count) (i32.const 12))))
              (else ;; / or !
                (local.set $bits
                  (i32.or
                    (i32.shl (local.get $bits) (i32.const 7))
                    (i32.sub (i32.const 943) ;; 47 + 64 * 14
                      (i32.mul (local.get $code) (i32.const 14)))))
                (local.set $count (i32.add (local.get $count) (i32.const 7)))))))
        (loop $write
          (if (i32.ge_u (local.get $count) (i32.const 8))
            (then
              (local.set $count (i32.sub (local.get $count) (i32.const 8)))
              (i32.store8 (local.get $to)
                (i32.shr_u (local.get $bits) (local.get $count)))
              (local.set $to (i32.add (local.get $to) (i32.const 1)))
              (br $write))))
        (br $read)))))
