#define _GNU_SOURCE
/* Wide characters need this before curses.h, or cchar_t does not exist. */
#define NCURSES_WIDECHAR 1
#ifndef _XOPEN_SOURCE_EXTENDED
#define _XOPEN_SOURCE_EXTENDED 1
#endif
#include "include/shim.h"

#include "descriptions.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

_Static_assert(
    RAVINE_LEFT == KEY_LEFT && RAVINE_RIGHT == KEY_RIGHT && RAVINE_UP == KEY_UP &&
        RAVINE_DOWN == KEY_DOWN && RAVINE_SHIFT_LEFT == KEY_SLEFT &&
        RAVINE_SHIFT_RIGHT == KEY_SRIGHT && RAVINE_SHIFT_UP == KEY_SR &&
        RAVINE_SHIFT_DOWN == KEY_SF && RAVINE_HOME == KEY_HOME && RAVINE_END == KEY_END &&
        RAVINE_PAGE_UP == KEY_PPAGE && RAVINE_PAGE_DOWN == KEY_NPAGE &&
        RAVINE_BACK_TAB == KEY_BTAB && RAVINE_BACKSPACE == KEY_BACKSPACE &&
        RAVINE_ENTER == KEY_ENTER && RAVINE_F0 == KEY_F0 && RAVINE_RESIZE == KEY_RESIZE &&
        RAVINE_MOUSE == KEY_MOUSE && RAVINE_DELETE == KEY_DC,
    "codes of keys are not those of this curses.h");

static FILE *tty_in, *tty_out;
static SCREEN *screen;
static int tty_descriptor = -1;
static struct termios saved_modes;
static bool is_open, mouse_on;
static int wake[2] = {-1, -1};

/* What gives the screen back, kept ready: a handler for a crash may call write(2) and little
   else. */
static char restore_bytes[512];
static size_t restore_length;

static void keep_text(const char *bytes) {
  size_t length = strlen(bytes);
  if (restore_length + length >= sizeof restore_bytes) return;
  memcpy(restore_bytes + restore_length, bytes, length);
  restore_length += length;
}

static void keep(const char *capability) {
  const char *bytes = tigetstr((char *)capability);
  if (bytes != NULL && bytes != (char *)-1) keep_text(bytes);
}

/* What is written to standard error while the screen is up: a trap says its reason there, and the
   screen would swallow it. */
static int messages = -1, standard_error = -1;

static void hold_messages(void) {
  if (!isatty(STDERR_FILENO)) return;
#ifdef __linux__
  messages = memfd_create("messages", MFD_CLOEXEC);
#else
  FILE *file = tmpfile();
  messages = file == NULL ? -1 : dup(fileno(file));
#endif
  if (messages < 0) return;
  standard_error = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (standard_error >= 0) dup2(messages, STDERR_FILENO);
}

/* Called by handlers too, so it does nothing that they may not. */
static void give_messages_back(void) {
  if (standard_error < 0) return;
  dup2(standard_error, STDERR_FILENO);
  char bytes[1024];
  off_t place = 0;
  ssize_t count;
  while (place < 65536 && (count = pread(messages, bytes, sizeof bytes, place)) > 0) {
    ssize_t ignored = write(STDERR_FILENO, bytes, (size_t)count);
    (void)ignored;
    place += count;
  }
  close(standard_error);
  close(messages);
  standard_error = messages = -1;
}

/* What ncurses writes goes to memory first and from there to the terminal as fast as that takes it:
   over a slow line a whole screen takes seconds, and no key may wait for it. */
static int sink = -1, original = -1, direct = -1;
static char *pending;
static size_t pending_length, pending_sent, pending_room;

static void open_sink(void) {
#ifdef __linux__
  /* Where the size of files is limited, that of a frame would be, too. */
  struct rlimit limit;
  if (getrlimit(RLIMIT_FSIZE, &limit) != 0 || limit.rlim_cur != RLIM_INFINITY) return;
  original = fcntl(tty_descriptor, F_DUPFD_CLOEXEC, 3);
  /* A description of its own: not to block is a property of the description, and ncurses has to. */
  direct = open("/dev/tty", O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  sink = original < 0 || direct < 0 ? -1 : memfd_create("frames", MFD_CLOEXEC);
#endif
}

static void keep_pending(const char *bytes, size_t length) {
  if (pending_length + length > pending_room) {
    size_t room = (pending_length + length) * 2;
    char *larger = realloc(pending, room);
    if (larger == NULL) return;
    pending = larger;
    pending_room = room;
  }
  memcpy(pending + pending_length, bytes, length);
  pending_length += length;
}

/* Sends as much as the terminal takes without waiting. */
static void send_pending(void) {
  while (pending_sent < pending_length) {
    ssize_t count = write(direct, pending + pending_sent, pending_length - pending_sent);
    if (count > 0) {
      pending_sent += (size_t)count;
    } else if (count < 0 && errno == EINTR) {
      continue;
    } else {
      /* A terminal that is gone takes nothing any more; the wait finds out. */
      if (count < 0 && errno != EAGAIN) pending_sent = pending_length;
      break;
    }
  }
  if (pending_sent == pending_length) pending_sent = pending_length = 0;
}

/* What is on its way and was not read yet is given up: an end must not wait for it. */
static void drop_pending(void) {
  if (pending_length == 0) return;
  pending_sent = pending_length = 0;
  tcflush(direct, TCOFLUSH);
  /* Ends a sequence that was cut in its middle. */
  ssize_t ignored = write(direct, "\030", 1);
  (void)ignored;
}

/* Lets ncurses write to memory. No handler of its own may run meanwhile. */
static void begin_frame(sigset_t *before) {
  sigset_t blocked;
  sigemptyset(&blocked);
  sigaddset(&blocked, SIGTSTP);
  sigaddset(&blocked, SIGWINCH);
  sigaddset(&blocked, SIGCONT);
  sigprocmask(SIG_BLOCK, &blocked, before);
  fflush(tty_out);
  if (sink >= 0) dup2(sink, tty_descriptor);
}

static void end_frame(const sigset_t *before, const char *head, const char *foot) {
  fflush(tty_out);
#ifdef __linux__
  if (sink >= 0) {
    dup3(original, tty_descriptor, O_CLOEXEC);
    off_t length = lseek(sink, 0, SEEK_CUR);
    if (length > 0) {
      keep_pending(head, strlen(head));
      char bytes[8192];
      off_t place = 0;
      while (place < length) {
        ssize_t count = pread(sink, bytes, sizeof bytes, place);
        if (count <= 0) break;
        keep_pending(bytes, (size_t)count);
        place += count;
      }
      keep_pending(foot, strlen(foot));
      if (ftruncate(sink, 0) == 0) lseek(sink, 0, SEEK_SET);
    }
    send_pending();
  }
#else
  (void)head;
  (void)foot;
#endif
  sigprocmask(SIG_SETMASK, before, NULL);
}

/* The signal that asked for an end first, until the loop hears of it. */
static volatile sig_atomic_t asked;

/* The end that waits for nothing: a terminal that nobody reads would hold it for ever. */
static void end_at_once(int number) {
  if (is_open) {
    /* In the middle of a frame the descriptor of ncurses leads to memory. */
    int line = direct >= 0 ? direct : tty_descriptor;
    if (pending_length > 0) tcflush(line, TCOFLUSH);
    int flags = fcntl(line, F_GETFL);
    if (flags >= 0) fcntl(line, F_SETFL, flags | O_NONBLOCK);
    ssize_t ignored = write(line, restore_bytes, restore_length);
    (void)ignored;
    tcsetattr(line, TCSANOW, &saved_modes);
    if (flags >= 0) fcntl(line, F_SETFL, flags);
    give_messages_back();
  }
  signal(number, SIG_DFL);
  raise(number);
}

static void on_patience_over(int number) {
  int first = asked;
  if (first == 0) { /* Nobody asked: it comes from elsewhere, and ends a process as any other. */
    end_at_once(number);
    return;
  }
  end_at_once(first);
  _exit(128 + first);
}

static void on_end(int number) {
  int saved = errno;
  if (asked == 0) {
    asked = number;
    alarm(1);
  }
  unsigned char byte = (unsigned char)number;
  ssize_t ignored = write(wake[1], &byte, 1);
  (void)ignored;
  errno = saved;
}

static void handle(int number, void (*handler)(int)) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  /* A stack that is full is one of the reasons. */
  action.sa_flags = SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  sigaction(number, &action, NULL);
}

static void handle_signals(void) {
  if (pipe(wake) == 0) {
    for (int end = 0; end < 2; end++) {
      fcntl(wake[end], F_SETFL, O_NONBLOCK);
      fcntl(wake[end], F_SETFD, FD_CLOEXEC);
    }
  }
  /* Before newterm: ncurses leaves alone what is not at its default. TSTP and WINCH stay its own. */
  int ends[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) handle(ends[i], on_end);
  static char stack_of_handlers[65536];
  stack_t stack = {.ss_sp = stack_of_handlers, .ss_size = sizeof stack_of_handlers};
  sigaltstack(&stack, NULL);
  int crashes[] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGSYS, SIGXCPU,
                   SIGUSR1, SIGUSR2, SIGVTALRM, SIGPROF};
  for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++) handle(crashes[i], end_at_once);
  /* What else ends a process that does not handle it. */
#ifdef __linux__
  int others[] = {SIGIO, SIGPWR, SIGSTKFLT};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) handle(others[i], end_at_once);
  for (int number = SIGRTMIN; number <= SIGRTMAX; number++) handle(number, end_at_once);
#endif
  handle(SIGALRM, on_patience_over);
  signal(SIGPIPE, SIG_IGN);
}

/* Ctrl-S would stop the screen until Ctrl-Q comes, which looks like a program that hangs. */
static void keep_flow(void) {
  struct termios modes;
  if (tcgetattr(tty_descriptor, &modes) != 0) return;
  modes.c_iflag &= ~(tcflag_t)IXON;
  if (tcsetattr(tty_descriptor, TCSANOW, &modes) == 0) def_prog_mode();
}

/* TERM without what it says of colours, and with another ending. */
static const char *type_ending(const char *term, const char *ending) {
  static char type[256];
  size_t length = strlen(term);
  const char *known[] = {"-direct", "-256color"};
  for (size_t i = 0; i < 2; i++) {
    size_t end = strlen(known[i]);
    if (length > end && strcmp(term + length - end, known[i]) == 0) {
      length -= end;
      break;
    }
  }
  snprintf(type, sizeof type, "%.*s%s", (int)(length < 200 ? length : 200), term, ending);
  return type;
}

/* A screen of any colour: by the machine's own description where there is one, else by ours, which
   ncurses takes out of a variable. */
static SCREEN *open_direct(const char *term) {
  SCREEN *opened = newterm((char *)type_ending(term, "-direct"), tty_out, tty_in);
  if (opened != NULL && COLORS >= 1 << 24) return opened;
  if (opened != NULL) {
    endwin();
    delscreen(opened);
  }
  bool is_tmux = strncmp(term, "tmux", 4) == 0 || strncmp(term, "screen", 6) == 0;
  const char *before = getenv("TERMINFO");
  char *kept = before == NULL ? NULL : strdup(before);
  setenv("TERMINFO", is_tmux ? description_of_tmux_direct : description_of_xterm_direct, 1);
  opened = newterm(is_tmux ? "tmux-direct" : "xterm-direct", tty_out, tty_in);
  /* Whoever is started from here gets what we got. */
  if (kept == NULL) {
    unsetenv("TERMINFO");
  } else {
    setenv("TERMINFO", kept, 1);
    free(kept);
  }
  return opened;
}

/* The controlling terminal. On macOS poll(2) cannot wait for /dev/tty, but for the device that it leads to. */
static const char *terminal_path(void) {
#ifdef __APPLE__
  for (int standard = 0; standard < 3; standard++) {
    const char *name = isatty(standard) ? ttyname(standard) : NULL;
    if (name != NULL) return name;
  }
#endif
  return "/dev/tty";
}

int ravine_open(bool any_colour, bool *fallback) {
  *fallback = false;
  tty_out = fopen(terminal_path(), "r+");
  if (tty_out == NULL) return RAVINE_NO_TTY;
  tty_in = tty_out;
  tty_descriptor = fileno(tty_out);
  fcntl(tty_descriptor, F_SETFD, FD_CLOEXEC);
  if (tcgetattr(tty_descriptor, &saved_modes) != 0) return RAVINE_NO_TTY;
  if (getenv("TERM") != NULL && strcmp(getenv("TERM"), "dumb") == 0) return RAVINE_DUMB;
  handle_signals();
  setlocale(LC_CTYPE, "");
  use_tioctl(TRUE);
  const char *term = getenv("TERM");
  if (term == NULL || *term == 0) term = "unknown";
  screen = any_colour ? open_direct(term) : NULL;
  size_t length = strlen(term);
  bool is_direct = length > 7 && strcmp(term + length - 7, "-direct") == 0;
  /* A description of any colour takes numbers of a palette for colours. */
  if (screen == NULL && is_direct)
    screen = newterm((char *)type_ending(term, "-256color"), tty_out, tty_in);
  if (screen == NULL && !is_direct) screen = newterm((char *)term, tty_out, tty_in);
  if (screen == NULL) {
    screen = newterm("xterm-256color", tty_out, tty_in);
    *fallback = screen != NULL && !is_direct;
  }
  if (screen == NULL) return RAVINE_UNKNOWN_TERM;
  if (getenv("ESCDELAY") == NULL) set_escdelay(25);
  cbreak();
  noecho();
  nonl();
  keep_flow();
  if (has_colors()) {
    start_color();
    use_default_colors();
  }
  typeahead(-1);
  keypad(stdscr, TRUE);
  nodelay(stdscr, TRUE);
  curs_set(0);
  keep_text("\033[?2026l");
  keep_text("\033[?1003l");
  keep("sgr0");
  keep("op");
  keep("cnorm");
  keep("rmkx");
  keep("rmcup");
  open_sink();
  hold_messages();
  is_open = true;
  return RAVINE_OPEN;
}

void ravine_close(void) {
  if (!is_open) return;
  drop_pending();
  if (mouse_on) ravine_use_mouse(false);
  drop_pending();
  is_open = false;
  endwin();
  delscreen(screen);
  screen = NULL;
  give_messages_back();
}

int ravine_columns(void) { return getmaxx(stdscr); }
int ravine_rows(void) { return getmaxy(stdscr); }
int ravine_colors(void) { return has_colors() ? COLORS : 0; }
int ravine_pairs(void) { return COLOR_PAIRS; }
bool ravine_is_utf8(void) { return strcmp(nl_langinfo(CODESET), "UTF-8") == 0; }

bool ravine_locale_is_utf8(void) {
  setlocale(LC_CTYPE, "");
  return ravine_is_utf8();
}

int ravine_define_pair(int pair, int ink, int paper) {
  return init_extended_pair(pair, ink, paper);
}

void ravine_forget_pairs(void) { reset_color_pairs(); }

void ravine_put_row(int row, const ravine_cell *cells, int count) {
  cchar_t line[1024];
  if (count > 1024) count = 1024;
  for (int i = 0; i < count; i++) {
    wchar_t text[2] = {(wchar_t)cells[i].glyph, 0};
    attr_t attributes = (cells[i].bold ? A_BOLD : 0) | (cells[i].reverse ? A_REVERSE : 0) |
                        (cells[i].dim ? A_DIM : 0);
    int pair = cells[i].pair;
    /* Pairs above 255 travel in the last argument alone. */
    setcchar(&line[i], text, attributes, 0, &pair);
  }
  /* Unlike add_wch this does not move the cursor, so the last cell of the screen is no error. */
  mvadd_wchnstr(row, 0, line, count);
}

void ravine_refresh(bool at_once) {
  sigset_t before;
  begin_frame(&before);
  wnoutrefresh(stdscr);
  doupdate();
  /* Between the two a terminal that knows them shows nothing half done; others ignore them. */
  end_frame(&before, at_once ? "\033[?2026h" : "", at_once ? "\033[?2026l" : "");
}

void ravine_forget(void) { clearok(curscr, TRUE); }

void ravine_suspend(void) {
  drop_pending();
  kill(0, SIGTSTP);
}

void ravine_use_mouse(bool on) {
  sigset_t before;
  begin_frame(&before);
  mouse_on = on;
  mouseinterval(0);
  mousemask(on ? BUTTON1_PRESSED | BUTTON1_RELEASED | BUTTON4_PRESSED | BUTTON5_PRESSED |
                     REPORT_MOUSE_POSITION
               : 0,
            NULL);
  /* The description of most terminals asks for clicks alone; moves need mode 1003.
     How a report is coded stays as the description says. */
  fputs(on ? "\033[?1003h" : "\033[?1003l", tty_out);
  end_frame(&before, "", "");
}

int ravine_mouse(int *column, int *row) {
  MEVENT event;
  if (getmouse(&event) != OK) return 0;
  *column = event.x;
  *row = event.y;
  if (event.bstate & BUTTON1_PRESSED) return 1;
  if (event.bstate & BUTTON1_RELEASED) return 3;
  if (event.bstate & BUTTON4_PRESSED) return 4;
  if (event.bstate & BUTTON5_PRESSED) return 5;
  if (event.bstate & REPORT_MOUSE_POSITION) return 2;
  return 0;
}

int ravine_key(bool *is_function) {
  /* Bytes, not characters: get_wch loses what it read of one that is not whole yet. */
  int code = wgetch(stdscr);
  *is_function = code >= KEY_MIN;
  return code == ERR ? -1 : code;
}

bool ravine_takes_more(void) {
  if (sink >= 0) {
    send_pending();
    return pending_length == 0;
  }
  struct pollfd source = {tty_descriptor, POLLOUT, 0};
  return poll(&source, 1, 0) <= 0 || (source.revents & (POLLOUT | POLLERR | POLLHUP)) != 0;
}

int ravine_wait(int milliseconds, bool until_it_takes_more) {
  bool is_late = sink >= 0 ? pending_length > 0 : until_it_takes_more;
  short events = is_late && sink < 0 ? POLLIN | POLLOUT : POLLIN;
  struct pollfd sources[3] = {{tty_descriptor, events, 0}, {wake[0], POLLIN, 0},
                              {direct, POLLOUT, 0}};
  int ready = poll(sources, is_late && sink >= 0 ? 3 : 2, milliseconds);
  if (ready < 0) return 0; /* a resize: ncurses has a key for it */
  if (is_late && sink >= 0) send_pending();
  if (sources[1].revents & POLLIN) {
    unsigned char byte = 0;
    if (read(wake[0], &byte, 1) == 1) return byte;
  }
  if (sources[0].revents & (POLLHUP | POLLERR | POLLNVAL)) return -1;
  return 0;
}

void ravine_die(int number) {
  signal(number, SIG_DFL);
  raise(number);
  /* A signal that the parent made us ignore does not end us. */
  _exit(128 + number);
}
