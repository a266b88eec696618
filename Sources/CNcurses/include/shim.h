#ifndef RAVINE_SHIM_H
#define RAVINE_SHIM_H

/* What the program needs of ncurses, without its header: that has macros, variadic functions and globals, none of
   which Swift can see safely, and is another on every system. */
#include <stdbool.h>
#include <stdint.h>

/* One cell to be shown: a character, a colour pair and attributes. */
typedef struct {
  uint32_t glyph;
  int32_t pair;
  uint8_t bold;
  uint8_t reverse;
  uint8_t dim;
} ravine_cell;

/* How opening the terminal went. */
enum { RAVINE_OPEN = 0, RAVINE_NO_TTY = 1, RAVINE_UNKNOWN_TERM = 2, RAVINE_DUMB = 3 };

/* Opens the controlling terminal through ncurses, with 24-bit colours where any_colour asks for them.
   *fallback tells that TERM was unknown and xterm-256color was taken in its place. */
int ravine_open(bool any_colour, bool *fallback);
/* Gives the terminal back as it was. May be called twice. */
void ravine_close(void);

int ravine_columns(void);
int ravine_rows(void);
/* 0 without colours, else how many. */
int ravine_colors(void);
int ravine_pairs(void);
/* Whether the locale's characters are UTF-8. */
bool ravine_is_utf8(void);
/* The same before the terminal is opened. */
bool ravine_locale_is_utf8(void);
int ravine_define_pair(int pair, int ink, int paper);
/* Forgets all pairs. */
void ravine_forget_pairs(void);
void ravine_put_row(int row, const ravine_cell *cells, int count);
/* Sends what changed; at_once asks the terminal to show it in one piece. */
void ravine_refresh(bool at_once);
/* Whether the last frame is on its way; over a slow line it is not for a while. */
bool ravine_takes_more(void);
/* Forgets what the terminal shows, so that the next refresh sends everything. */
void ravine_forget(void);
/* Stops the process as a shell expects it, and comes back when it is continued. */
void ravine_suspend(void);

/* The next key: its code or a byte of a character, -1 for none. *is_function tells codes of keys from
   bytes. */
int ravine_key(bool *is_function);
/* Lets the mouse send clicks, drags and the wheel, or not. */
void ravine_use_mouse(bool on);
/* After RAVINE_MOUSE: what happened and in which cell. 0 nothing, 1 pressed, 2 moved while held,
   3 released, 4 wheel up, 5 wheel down. */
int ravine_mouse(int *column, int *row);
/* Waits until a key, a signal or the time comes, or the terminal takes more where that is asked for;
   milliseconds below 0 wait for ever. Returns the
   number of a signal that asks for an end, -1 when the terminal is gone, else 0. */
int ravine_wait(int milliseconds, bool until_it_takes_more);
/* Ends the process by a signal, as the parent expects to see it. */
void ravine_die(int signal_number);

/* Codes of keys as curses.h has them; shim.c does not compile where it has others. */
enum {
  RAVINE_LEFT = 0404, RAVINE_RIGHT = 0405, RAVINE_UP = 0403, RAVINE_DOWN = 0402,
  RAVINE_SHIFT_LEFT = 0611, RAVINE_SHIFT_RIGHT = 0622, RAVINE_SHIFT_UP = 0521,
  RAVINE_SHIFT_DOWN = 0520, RAVINE_HOME = 0406, RAVINE_END = 0550,
  RAVINE_PAGE_UP = 0523, RAVINE_PAGE_DOWN = 0522, RAVINE_BACK_TAB = 0541,
  RAVINE_BACKSPACE = 0407, RAVINE_ENTER = 0527, RAVINE_F0 = 0410,
  RAVINE_RESIZE = 0632, RAVINE_MOUSE = 0631, RAVINE_DELETE = 0512
};

#endif
