#ifndef RAVINE_VERSION_H
#define RAVINE_VERSION_H

/* The commit that the program was built from; empty where whoever built it did not say. */
const char *ravine_commit(void);

#endif
