package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// licenceWords are what stands in a licence of that name, spaces made single.
var licenceWords = map[string][]string{
	"MIT":          {"Permission is hereby granted, free of charge"},
	"BSD-2-Clause": {"Redistribution and use in source and binary forms"},
	"BSD-3-Clause": {"Redistribution and use in source and binary forms", "endorse or promote products"},
	"Apache-2.0":   {"Apache License", "Version 2.0"},
	"ISC":          {"Permission to use, copy, modify, and/or distribute"},
}

// docs/dependencies.md names every module that is built in, no other, and each by its own licence.
func TestDependencies(t *testing.T) {
	listed := listedDependencies(t)
	for path, dir := range builtIn(t) {
		licence, ok := listed[path]
		if !ok {
			t.Errorf("%s is built in and not in docs/dependencies.md", path)
			continue
		}
		delete(listed, path)
		words, known := licenceWords[licence]
		if !known {
			t.Errorf("%s: a licence that this test does not know: %q", path, licence)
		}
		text := licenceText(t, dir)
		for _, w := range words {
			if !strings.Contains(text, w) {
				t.Errorf("%s: its licence is no %s", path, licence)
			}
		}
	}
	for path := range listed {
		t.Errorf("%s is in docs/dependencies.md and not built in", path)
	}
}

// builtIn are the modules of the program and the folders where they lie.
func builtIn(t *testing.T) map[string]string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-deps", "-json=Module", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	modules := map[string]string{}
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p struct {
			Module *struct {
				Path, Dir string
				Main      bool
			}
		}
		err := d.Decode(&p)
		if errors.Is(err, io.EOF) {
			return modules
		}
		if err != nil {
			t.Fatal(err)
		}
		if p.Module != nil && !p.Module.Main {
			modules[p.Module.Path] = p.Module.Dir
		}
	}
}

// listedDependencies are the licences in the tables of docs/dependencies.md, by module.
func listedDependencies(t *testing.T) map[string]string {
	t.Helper()
	doc, err := os.ReadFile("docs/dependencies.md")
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]string{}
	for _, m := range regexp.MustCompile(`(?m)^\| (\S+\.\S+/\S+) \| (\S+) \| \S.* \|$`).FindAllStringSubmatch(string(doc), -1) {
		listed[m[1]] = m[2]
	}
	return listed
}

func licenceText(t *testing.T, dir string) string {
	t.Helper()
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		name := strings.ToUpper(f.Name())
		if strings.HasPrefix(name, "LICEN") || strings.HasPrefix(name, "COPYING") {
			text, err := os.ReadFile(filepath.Join(dir, f.Name()))
			if err != nil {
				t.Fatal(err)
			}
			return strings.Join(strings.Fields(string(text)), " ")
		}
	}
	t.Errorf("%s has no licence", dir)
	return ""
}
