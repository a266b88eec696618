#ifndef RAVINE_ROOTS_H
#define RAVINE_ROOTS_H

// Square roots of several numbers in one instruction where the machine has it: Swift's own take them one by one
// and ask each whether it is below 0. The bits are the same, since IEEE 754 rounds roots correctly.

typedef double roots_of_2 __attribute__((ext_vector_type(2)));
typedef double roots_of_8 __attribute__((ext_vector_type(8)));
typedef double roots_of_16 __attribute__((ext_vector_type(16)));

static inline __attribute__((always_inline)) roots_of_2 roots_2(roots_of_2 numbers) {
  return __builtin_elementwise_sqrt(numbers);
}

static inline __attribute__((always_inline)) roots_of_8 roots_8(roots_of_8 numbers) {
  return __builtin_elementwise_sqrt(numbers);
}

static inline __attribute__((always_inline)) roots_of_16 roots_16(roots_of_16 numbers) {
  return __builtin_elementwise_sqrt(numbers);
}

#endif
