#ifndef LOOP_H
#define LOOP_H

/* Rules on functions, written out: where they stand after some steps. */
void adam_on_rosenbrock(double *x, double *y, double eta, long steps);
void momentum_on_himmelblau(double *x, double *y, double eta, long steps);
void momentum_on_ackley(double *x, double *y, double eta, long steps);

/* Many races of Adam from one start, one after the other: the x at which each ends. */
void adam_sweep(double *xs, const double *etas, long particles, long steps);

/* The values of Ackley's function on a grid. */
void ackley_field(double *values, double reach, long columns, long rows);

#endif
