package ui

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// outside are the files that touch the world; what is in them runs in commands, off the loop, or without a screen.
func outside(file string) bool {
	return strings.HasPrefix(file, "commands") || strings.HasPrefix(file, "plain") || slices.Contains([]string{"browser.go", "crash.go"}, file)
}

// Update and View wait for nothing: no file of this package but those of the commands reads, writes, asks, runs, sleeps, looks at the
// clock, touches the store or the network, or starts a goroutine, save in what runs in commands: the methods of world, functions that
// take a context or return a message.
func TestUpdateAndViewWaitForNothing(t *testing.T) {
	set := token.NewFileSet()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, name := range names {
		if outside(name) || strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(set, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		found++
		for _, what := range reaching(set, file) {
			t.Error(what)
		}
	}
	if found < 30 {
		t.Errorf("only %d files were looked at", found)
	}
}

// reaching are the places in a file that reach for the world.
func reaching(set *token.FileSet, file *ast.File) []string {
	var out []string
	say := func(n ast.Node, what string) { out = append(out, set.Position(n.Pos()).String()+": "+what) }
	for _, i := range file.Imports {
		path, _ := strconv.Unquote(i.Path.Value)
		if slices.Contains([]string{"io", "io/fs", "bufio", "net", "net/http", "syscall", "database/sql", "log", "math/rand", "math/rand/v2"}, path) {
			say(i, "imports "+path)
		}
	}
	for _, d := range file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok || f.Body == nil || ofWorld(f) {
			continue
		}
		ast.Inspect(f.Body, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit:
				return !ofCommand(n.Type)
			case *ast.GoStmt:
				say(n, "starts a goroutine")
			case *ast.SelectStmt:
				say(n, "waits")
			case *ast.UnaryExpr:
				if n.Op == token.ARROW {
					say(n, "waits")
				}
			case *ast.CallExpr:
				if call := forbidden(n); call != "" && !excused(f.Name.Name, call) {
					say(n, call)
				}
			}
			return true
		})
	}
	return out
}

// excused are calls that wait for nothing worth the name: a program is looked up before the terminal is handed to it, and a flag of the
// store is in memory.
func excused(function, call string) bool {
	return function == "pipeCommand" && strings.HasPrefix(call, "exec.") || call == "exec.CommandContext" || call == "calls DB.Full"
}

// ofCommand reports the type of a function that runs in a command: it takes a context, or returns a message.
func ofCommand(f *ast.FuncType) bool {
	is := func(list *ast.FieldList, pkg, name string) bool {
		return list != nil && slices.ContainsFunc(list.List, func(l *ast.Field) bool {
			s, ok := l.Type.(*ast.SelectorExpr)
			if !ok || s.Sel.Name != name {
				return false
			}
			x, ok := s.X.(*ast.Ident)
			return ok && x.Name == pkg
		})
	}
	return is(f.Params, "context", "Context") || is(f.Results, "tea", "Msg")
}

// ofWorld reports a method of world: those are only called to make commands.
func ofWorld(f *ast.FuncDecl) bool {
	if f.Recv == nil || len(f.Recv.List) != 1 {
		return false
	}
	kind := f.Recv.List[0].Type
	if p, ok := kind.(*ast.StarExpr); ok {
		kind = p.X
	}
	id, ok := kind.(*ast.Ident)
	return ok && (id.Name == "world" || id.Name == "refreshRun")
}

// forbidden is what a selector reaches for that no screen may: the clock, sleep, the store, the network.
func forbidden(call *ast.CallExpr) string {
	s, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	x, isName := s.X.(*ast.Ident)
	inner, isSelector := s.X.(*ast.SelectorExpr)
	switch {
	case isName && x.Name == "time" && slices.Contains([]string{"Now", "Sleep", "After", "NewTimer", "Since", "Until"}, s.Sel.Name):
		return "time." + s.Sel.Name
	case isName && (x.Name == "exec" || x.Name == "os"):
		return x.Name + "." + s.Sel.Name
	case isName && x.Name == "fmt" && (strings.HasPrefix(s.Sel.Name, "Print") || strings.HasPrefix(s.Sel.Name, "Scan")):
		return "fmt." + s.Sel.Name
	case isSelector && slices.Contains([]string{"db", "DB", "fetcher", "Fetcher"}, inner.Sel.Name):
		return "calls " + inner.Sel.Name + "." + s.Sel.Name
	}
	return ""
}
