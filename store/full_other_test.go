//go:build !linux

package store

import "fmt"

func fullDisk(string) { fmt.Println("skip") }
