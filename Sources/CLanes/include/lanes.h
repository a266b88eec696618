#ifndef RAVINE_LANES_H
#define RAVINE_LANES_H

// What Swift's vectors do number by number and a machine does in one instruction: roots, and choices by a
// comparison, whose masks stay as wide as the numbers. Every operation is IEEE arithmetic on each number by itself, so
// that the bits are those of one number alone.

#define LANES(count)                                                                              \
  typedef double lanes_##count __attribute__((ext_vector_type(count)));                           \
  typedef long long lanes_mask_##count __attribute__((ext_vector_type(count)));                   \
                                                                                                  \
  static inline __attribute__((always_inline)) lanes_##count lanes_root_##count(lanes_##count a) { \
    return __builtin_elementwise_sqrt(a);                                                         \
  }                                                                                               \
  static inline __attribute__((always_inline)) lanes_mask_##count lanes_less_##count(             \
      lanes_##count a, lanes_##count b) {                                                         \
    return __builtin_convertvector(a < b, lanes_mask_##count);                                    \
  }                                                                                               \
  static inline __attribute__((always_inline)) lanes_mask_##count lanes_at_most_##count(          \
      lanes_##count a, lanes_##count b) {                                                         \
    return __builtin_convertvector(a <= b, lanes_mask_##count);                                   \
  }                                                                                               \
  static inline __attribute__((always_inline)) lanes_mask_##count lanes_equal_##count(            \
      lanes_##count a, lanes_##count b) {                                                         \
    return __builtin_convertvector(a == b, lanes_mask_##count);                                   \
  }                                                                                               \
  static inline __attribute__((always_inline)) lanes_##count lanes_pick_##count(                  \
      lanes_mask_##count mask, lanes_##count a, lanes_##count b) {                                \
    return (lanes_##count)((mask & (lanes_mask_##count)a) | (~mask & (lanes_mask_##count)b));     \
  }

LANES(2)
LANES(8)
LANES(16)

#undef LANES

#endif
