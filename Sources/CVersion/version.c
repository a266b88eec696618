#include "version.h"

#ifndef RAVINE_COMMIT
#define RAVINE_COMMIT ""
#endif

const char *ravine_commit(void) { return RAVINE_COMMIT; }
