package feeds

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// PictureShelf keeps pictures that were fetched in a folder, the last ones that fit; nil keeps none. What cannot be kept or read
// is fetched again, so that nothing of it is worth an error. It may be used by many at once.
type PictureShelf struct {
	Folder string
	Most   int64 // bytes; 0: 64 MB
}

const shelved = ".picture"

// file is where a picture is kept.
func (s *PictureShelf) file(address string) string {
	sum := sha256.Sum256([]byte(address))
	return filepath.Join(s.Folder, hex.EncodeToString(sum[:16])+shelved)
}

// read is a picture that was kept; nil: it was not.
func (s *PictureShelf) read(address string) []byte {
	if s == nil || s.Folder == "" {
		return nil
	}
	file := s.file(address)
	info, err := os.Stat(file)
	if err != nil || info.Size() > MaxDocument {
		return nil
	}
	doc, err := os.ReadFile(file)
	if err != nil {
		return nil
	}
	now := time.Now()
	_ = os.Chtimes(file, now, now) // the last ones that were looked at stay
	return doc
}

// keep keeps a picture, and makes room for it.
func (s *PictureShelf) keep(address string, doc []byte) {
	if s == nil || s.Folder == "" || os.MkdirAll(s.Folder, 0o700) != nil {
		return
	}
	temp, err := os.CreateTemp(s.Folder, "new-*")
	if err != nil {
		return
	}
	_, err = temp.Write(doc)
	if cmp.Or(err, temp.Close()) != nil || os.Rename(temp.Name(), s.file(address)) != nil {
		_ = os.Remove(temp.Name())
		return
	}
	s.prune()
}

// prune drops the pictures that were not looked at for the longest time, beyond what is kept.
func (s *PictureShelf) prune() {
	entries, err := os.ReadDir(s.Folder)
	if err != nil {
		return
	}
	type kept struct {
		name string
		size int64
		at   time.Time
	}
	var all []kept
	total := int64(0)
	for _, e := range entries {
		if info, err := e.Info(); err == nil && strings.HasSuffix(e.Name(), shelved) {
			all = append(all, kept{e.Name(), info.Size(), info.ModTime()})
			total += info.Size()
		}
	}
	slices.SortFunc(all, func(a, b kept) int { return a.at.Compare(b.at) })
	for most := cmp.Or(s.Most, 64<<20); total > most && len(all) > 1; all = all[1:] {
		_ = os.Remove(filepath.Join(s.Folder, all[0].name))
		total -= all[0].size
	}
}
