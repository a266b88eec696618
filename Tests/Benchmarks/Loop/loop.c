#include "loop.h"

#include <math.h>

void adam_on_rosenbrock(double *x, double *y, double eta, long steps) {
  const double beta = 0.9, gamma = 0.999, epsilon = 1e-8;
  double vx = 0, vy = 0, sx = 0, sy = 0, first = 1, second = 1;
  for (long k = 0; k < steps; k++) {
    double across = *y - *x * *x;
    double gx = -2 * (1 - *x) - 400 * *x * across;
    double gy = 200 * across;
    vx = beta * vx + (1 - beta) * gx;
    vy = beta * vy + (1 - beta) * gy;
    sx = gamma * sx + (1 - gamma) * (gx * gx);
    sy = gamma * sy + (1 - gamma) * (gy * gy);
    first *= beta;
    second *= gamma;
    if (first < 0x1p-60) first = 0;
    if (second < 0x1p-60) second = 0;
    double dx = sqrt(sx / (1 - second) + epsilon);
    double dy = sqrt(sy / (1 - second) + epsilon);
    *x -= eta * (vx / (1 - first)) / dx;
    *y -= eta * (vy / (1 - first)) / dy;
  }
}

void adam_sweep(double *xs, const double *etas, long particles, long steps) {
  for (long i = 0; i < particles; i++) {
    double x = -1.4, y = 1;
    adam_on_rosenbrock(&x, &y, etas[i], steps);
    xs[i] = x;
  }
}

void momentum_on_himmelblau(double *x, double *y, double eta, long steps) {
  double vx = 0, vy = 0;
  for (long k = 0; k < steps; k++) {
    double a = *x * *x + *y - 11, b = *x + *y * *y - 7;
    double gx = 4 * *x * a + 2 * b, gy = 2 * a + 4 * *y * b;
    vx = 0.9 * vx + eta * gx;
    vy = 0.9 * vy + eta * gy;
    *x -= vx;
    *y -= vy;
  }
}

static const double pi = 3.14159265358979323846;

void momentum_on_ackley(double *x, double *y, double eta, long steps) {
  double vx = 0, vy = 0;
  for (long k = 0; k < steps; k++) {
    double r = sqrt(0.5 * (*x * *x + *y * *y));
    double a = exp(-0.2 * r), c = exp(0.5 * (cos(2 * pi * *x) + cos(2 * pi * *y)));
    double radial = r > 0 ? 2 * a / r : 0;
    double gx = radial * *x + pi * sin(2 * pi * *x) * c;
    double gy = radial * *y + pi * sin(2 * pi * *y) * c;
    vx = 0.9 * vx + eta * gx;
    vy = 0.9 * vy + eta * gy;
    *x -= vx;
    *y -= vy;
  }
}

void ackley_field(double *values, double reach, long columns, long rows) {
  for (long row = 0; row < rows; row++) {
    double y = reach - (row + 0.5) * 2 * reach / rows;
    for (long column = 0; column < columns; column++) {
      double x = -reach + (column + 0.5) * 2 * reach / columns;
      values[row * columns + column] =
          -20 * exp(-0.2 * sqrt(0.5 * (x * x + y * y)))
          - exp(0.5 * (cos(2 * pi * x) + cos(2 * pi * y))) + 2.718281828459045 + 20;
    }
  }
}
