# Builds ravine and installs it: make && make install PREFIX=$HOME/.local
PREFIX = /usr/local
DESTDIR =
PROGRAM = .build-static/ravine

all:
	Packaging/build

install:
	@test -x $(PROGRAM) || { echo 'make first, as yourself: it needs Swift' >&2; exit 1; }
	Packaging/install $(PROGRAM) $(PREFIX) $(DESTDIR)

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/ravine
	rm -f $(DESTDIR)$(PREFIX)/share/man/man1/ravine.1 $(DESTDIR)$(PREFIX)/share/man/man1/ravine-*.1
	rm -f $(DESTDIR)$(PREFIX)/share/bash-completion/completions/ravine
	rm -f $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_ravine
	rm -f $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/ravine.fish
	rm -rf $(DESTDIR)$(PREFIX)/share/doc/ravine

.PHONY: all install uninstall
