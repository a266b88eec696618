/* Nothing: where ncurses lies is all that is asked of this module. */
