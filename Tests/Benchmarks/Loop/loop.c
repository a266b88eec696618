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
