package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// rewrite changes one of the reader's files (store.Rewrite): the configuration, or the rules for sites beside it. A text that
// would not be understood is not written, nor one over what somebody else has written meanwhile.
func (p *program) rewrite(file string, edit func(text string) (string, error)) error {
	old, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("open %s: %w", file, plainCause(err))
	}
	text, err := edit(string(old))
	if err != nil || text == string(old) {
		return err
	}
	if err := soundFile(file, []byte(text)); err != nil {
		return err
	}
	f := configFile{path: file, text: old, lines: []string{}}
	return f.write([]byte(text))
}

// soundFile reads a text as what that file is to be.
func soundFile(file string, text []byte) error {
	var err error
	if filepath.Base(file) == sitesFile {
		_, err = parseSites(file, text)
	} else {
		_, err = parseConfigFile(file, text)
	}
	var wrong configError
	if errors.As(err, &wrong) {
		return fmt.Errorf("nothing was changed: %s", wrong[0])
	}
	return err
}
