package workbook

import (
	"archive/zip"
	"bytes"
	"cmp"
	"io"
	"io/fs"
	"regexp"
	"slices"

	"github.com/xuri/excelize/v2"
)

// steadyZip writes a workbook's parts in a fixed order without times: excelize writes its streamed sheets in map order,
// and the same report exported twice must give the same bytes.
type steadyZip struct {
	out   io.Writer
	own   bool // every part is written by this package, none is an office's own
	parts []zipPart
}

type zipPart struct {
	name    string
	content *bytes.Buffer
}

func newSteadyZip(out io.Writer) excelize.ZipWriter { return &steadyZip{out: out, own: true} }

func (z *steadyZip) Create(name string) (io.Writer, error) {
	part := zipPart{name: name, content: new(bytes.Buffer)}
	z.parts = append(z.parts, part)
	return part.content, nil
}

func (z *steadyZip) AddFS(fs.FS) error { return fs.ErrInvalid }

func (z *steadyZip) Close() error {
	slices.SortFunc(z.parts, func(a, b zipPart) int {
		return cmp.Or(cmp.Compare(partOrder(a.name), partOrder(b.name)), cmp.Compare(a.name, b.name))
	})
	archive := zip.NewWriter(z.out)
	for _, part := range z.parts {
		if part.name == contentTypes {
			part.content = bytes.NewBuffer(steadyTypes(part.content.Bytes()))
		}
		content := part.content.Bytes()
		if z.own {
			content = strictPart(part.name, content)
		}
		w, err := archive.Create(part.name)
		if err != nil {
			return err
		}
		if _, err := w.Write(content); err != nil {
			return err
		}
	}
	return archive.Close()
}

const contentTypes = "[Content_Types].xml"

var typeEntry = regexp.MustCompile(`<(?:Default|Override)\b[^>]*>(?:</(?:Default|Override)>)?`)

// steadyTypes sorts the entries of a list of content types: excelize adds those of pictures in map order.
func steadyTypes(list []byte) []byte {
	entries := typeEntry.FindAll(list, -1)
	if len(entries) == 0 {
		return list
	}
	first := bytes.Index(list, entries[0])
	head, tail := list[:first], list[bytes.LastIndex(list, []byte("</Types>")):]
	slices.SortFunc(entries, bytes.Compare)
	return slices.Concat(head, bytes.Join(entries, nil), tail)
}

// partOrder puts the parts first by which programs recognise the kind of file.
func partOrder(name string) int {
	switch name {
	case contentTypes:
		return 0
	case "_rels/.rels":
		return 1
	}
	return 2
}
