package store

import (
	"path/filepath"
	"syscall"
)

// journalMode is WAL, except on network file systems, where the memory that WAL readers share does not work.
func journalMode(path string) string {
	var st syscall.Statfs_t
	if err := syscall.Statfs(filepath.Dir(path), &st); err != nil {
		return "WAL"
	}
	switch uint32(st.Type) { // #nosec G115 -- magic numbers have 32 bits
	case 0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x01021997, 0x65735546: // NFS, SMB, CIFS, SMB2, 9P, FUSE
		return "DELETE"
	}
	return "WAL"
}

// noRoom reports that the disk of a file has no room for as much as SQLite needs beside it.
func noRoom(path string) bool {
	var st syscall.Statfs_t
	const needed = 64 << 10
	return syscall.Statfs(filepath.Dir(path), &st) == nil && st.Bsize > 0 && st.Bavail < needed/uint64(st.Bsize)+1
}
