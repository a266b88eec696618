#ifndef LOOP_H
#define LOOP_H

/* Adam on Rosenbrock's function, written out: where it stands after some steps. */
void adam_on_rosenbrock(double *x, double *y, double eta, long steps);

#endif
