#include "roots.h"
