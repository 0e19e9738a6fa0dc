package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// fullDisk is run where a small disk can be mounted: it fills the disk under a store and opens that again. It prints what went
// wrong, then "done".
func fullDisk(dir string) {
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=4m"); err != nil {
		fmt.Println("skip", err)
		return
	}
	defer fmt.Println("done")
	ctx := context.Background()
	path := filepath.Join(dir, "news.db")
	db, err := Open(ctx, path, Options{})
	if err == nil {
		_, _, err = db.Keep(ctx, answer("A", item("1", "a", 0), item("2", "b", 0)))
	}
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, how := range []string{"closed", "without its log", "killed"} {
		if how != "killed" {
			err = db.Close()
		}
		if how == "without its log" {
			err = errors.Join(err, os.Remove(path+"-wal"), os.Remove(path+"-shm"))
		}
		if err != nil {
			fmt.Println(how, err)
		}
		if how == "killed" { // what a kill leaves: a log with something in it, and no index of it
			err = errors.Join(os.Rename(path, path+"2"), copyFile(path+"2", path), copyFile(path+"-wal", path+"-wal2"), os.Remove(path+"-wal"),
				os.Remove(path+"-shm"), os.Rename(path+"-wal2", path+"-wal"))
			if err != nil {
				fmt.Println(how, err)
			}
		}
		hog := fill(dir)
		full, err := Open(ctx, path, Options{})
		if err != nil {
			fmt.Println(how, "on a full disk:", err)
			return
		}
		p, err := full.Page(ctx, latest, 0, 10)
		if err != nil || p.Total != 2 {
			fmt.Println(how, "on a full disk:", p.Total, err)
		}
		big := item("3", "c", 0)
		big.Content = strings.Repeat("word ", 300_000)
		if _, _, err := full.Keep(ctx, answer("A", big)); !errors.Is(err, ErrFull) && !errors.Is(err, ErrReadOnly) {
			fmt.Println(how, "kept on a full disk:", err)
		}
		if err := copyFile(hog, hog+".copy"); err == nil || strings.Count(err.Error(), "no space") != 1 {
			fmt.Println(how, "copied to a full disk:", err)
		}
		if err := os.Remove(hog + ".copy"); err != nil {
			fmt.Println(how, err)
		}
		if !full.Full() && how != "closed" {
			fmt.Println(how, "opened for writing")
		}
		if err := errors.Join(full.Close(), os.Remove(hog)); err != nil {
			fmt.Println(how, err)
		}
		if db, err = Open(ctx, path, Options{}); err != nil {
			fmt.Println(how, "with room again:", err)
			return
		}
		if a, err := db.Save(ctx, 1, how != "without its log"); err != nil || a.Count != 1 {
			fmt.Println(how, "with room again:", a, err)
		}
		if err := db.Check(ctx); err != nil {
			fmt.Println(how, err)
		}
	}
	if err := db.Close(); err != nil {
		fmt.Println(err)
	}
}

// fill writes until nothing more goes onto the disk of a folder.
func fill(dir string) string {
	hog := filepath.Join(dir, "hog")
	f, err := os.Create(hog)
	if err != nil {
		fmt.Println(err)
		return hog
	}
	defer f.Close()
	for size := 64 << 10; size > 0; {
		if _, err := f.Write(make([]byte, size)); err != nil {
			size /= 2
		}
	}
	return hog
}

// On a full disk, whatever the last program left behind, the store can be read; with room again, it can be written.
func TestFullDiskAtStart(t *testing.T) {
	c := child(t, "full", t.TempDir())
	c.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}},
	}
	c.WaitDelay = time.Minute
	out, err := c.CombinedOutput()
	if errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.EINVAL) || strings.HasPrefix(string(out), "skip") {
		t.Skip("no small disk can be mounted here:", err, string(out))
	}
	if got := strings.TrimSpace(string(out)); got != "done" || err != nil {
		t.Errorf("%s, %v", got, err)
	}
}
