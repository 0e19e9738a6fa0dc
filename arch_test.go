package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// mayImport is who may import whom in this house. internal/safe is open to all.
var mayImport = map[string][]string{
	"dateline":                   {"ui", "store", "store/query", "store/mirror", "feeds", "feeds/article", "feeds/topics", "internal/newsroom"},
	"dateline/ui":                {"store", "store/query", "feeds", "feeds/article", "feeds/topics"},
	"dateline/store":             {"store/query", "store/terms", "feeds", "feeds/article", "feeds/topics"},
	"dateline/store/mirror":      {"store"},
	"dateline/feeds":             {"feeds/article", "feeds/topics"},
	"dateline/feeds/article":     {},
	"dateline/feeds/topics":      {},
	"dateline/store/query":       {},
	"dateline/store/terms":       {},
	"dateline/internal/newsroom": {},
	"dateline/internal/safe":     {},
}

// testFurniture may be imported by tests only.
var testFurniture = []string{"dateline/internal/newstest", "dateline/internal/newsroom"}

func TestImportDirections(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports,TestImports,XTestImports", "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p struct {
			ImportPath                         string
			Imports, TestImports, XTestImports []string
		}
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatal(err)
		}
		allowed, known := mayImport[p.ImportPath]
		if !known && !slices.Contains(testFurniture, p.ImportPath) {
			t.Errorf("%s: a package that the house does not know: say in this test what it may import", p.ImportPath)
		}
		for _, i := range ours(p.Imports) {
			if known && !slices.Contains(allowed, strings.TrimPrefix(i, "dateline/")) {
				t.Errorf("%s imports %s", p.ImportPath, i)
			}
		}
		for _, i := range ours(slices.Concat(p.TestImports, p.XTestImports)) {
			inside := i == p.ImportPath || slices.Contains(allowed, strings.TrimPrefix(i, "dateline/")) || slices.Contains(testFurniture, i)
			if known && !inside {
				t.Errorf("a test of %s imports %s", p.ImportPath, i)
			}
		}
	}
}

// ours are the packages of this module among imports, without those that all may use.
func ours(imports []string) []string {
	return slices.DeleteFunc(slices.Clone(imports), func(i string) bool {
		return i != "dateline" && !strings.HasPrefix(i, "dateline/") || i == "dateline/internal/safe"
	})
}
