package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/zalando/go-keyring"
)

// secret fetches a password, user:password, or a token from where it is kept. Its errors have nothing of it.
type secret func(ctx context.Context) (string, error)

// auth takes { command = ["pass", "show", "feed"] }, { file = "~/feed.secret" } or { keyring = "service" }, with or without a user.
func (p *configParser) auth(k *key, v value) {
	const wants = `%s: wants { command = ["…"] }, { file = "…" } or { keyring = "…", user = "…" }`
	t, ok := v.data.(table)
	if !ok {
		p.wrong(v.line, wants, v.path())
		return
	}
	var kept []secret
	service := ""
	for _, a := range t.values {
		a.table = v.path()
		switch a.key {
		case "user":
			k.user, _ = p.text(a)
		case "command":
			var command []string
			if p.command(&command, a); len(command) > 0 {
				kept = append(kept, printed(command))
			}
		case "file":
			if name, ok := p.text(a); ok && name != "" {
				kept = append(kept, written(name))
			}
		case "keyring":
			if service, ok = p.text(a); ok && service != "" {
				kept = append(kept, nil)
			}
		default:
			p.unknown(a.line, "key", v.path(), a.key, "user", "command", "file", "keyring")
		}
	}
	switch {
	case len(kept) != 1, service != "" && k.user == "":
		p.wrong(v.line, wants, v.path())
	case service != "":
		k.secret = locked(service, k.user)
	default:
		k.secret = kept[0]
	}
}

// printed is the first line that a command prints. No shell is involved, and nothing that it prints gets into messages.
func printed(command []string) secret {
	return func(ctx context.Context) (string, error) {
		out, err := exec.CommandContext(ctx, command[0], command[1:]...).Output()
		var exit *exec.ExitError
		switch {
		case errors.As(err, &exit):
			return "", fmt.Errorf("the command for its password ended with %s", exit.ProcessState)
		case errors.Is(err, exec.ErrNotFound):
			return "", fmt.Errorf("the command for its password is not there: %s", quoted(command[0]))
		case err != nil:
			return "", errors.New("the command for its password cannot be run")
		}
		line := firstLine(out)
		if line == "" {
			return "", errors.New("the command for its password printed nothing")
		}
		return line, nil
	}
}

// written is the first line of a file that nobody else may read.
func written(name string) secret {
	return func(context.Context) (string, error) {
		path := name
		if rest, home := strings.CutPrefix(name, "~/"); home {
			folder, err := os.UserHomeDir()
			if err != nil {
				return "", errors.New("the file of its password: where ~ is cannot be found out")
			}
			path = filepath.Join(folder, rest)
		}
		info, err := os.Stat(path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return "", fmt.Errorf("the file of its password is not there: %s", quoted(name))
		case err != nil:
			return "", fmt.Errorf("the file of its password cannot be read: %s", quoted(name))
		case runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0:
			return "", fmt.Errorf("the file of its password can be read by others · chmod 600 %s", name)
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return "", fmt.Errorf("the file of its password cannot be read: %s", quoted(name))
		}
		line := firstLine(text)
		if line == "" {
			return "", fmt.Errorf("the file of its password is empty: %s", quoted(name))
		}
		return line, nil
	}
}

// locked is a password in the keyring of the system.
func locked(service, user string) secret {
	return func(context.Context) (string, error) {
		word, err := keyring.Get(service, user)
		switch {
		case errors.Is(err, keyring.ErrNotFound):
			return "", fmt.Errorf("the keyring has no password of %s for %s", quoted(user), quoted(service))
		case err != nil:
			return "", errors.New("the keyring of the system cannot be asked")
		}
		return word, nil
	}
}

func firstLine(text []byte) string {
	line, _, _ := strings.Cut(string(text), "\n")
	return strings.TrimRight(line, "\r")
}
