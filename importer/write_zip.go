package importer

import (
	"archive/zip"
	"bytes"
	"cmp"
	"io"
	"io/fs"
	"slices"

	"github.com/xuri/excelize/v2"
)

// steadyZip writes a workbook's parts in one fixed order without times: excelize hands over its streamed sheets in map
// order, and the same report exported twice must be the same bytes.
type steadyZip struct {
	out   io.Writer
	parts []zipPart
}

type zipPart struct {
	name    string
	content *bytes.Buffer
}

func newSteadyZip(out io.Writer) excelize.ZipWriter { return &steadyZip{out: out} }

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
		w, err := archive.Create(part.name)
		if err != nil {
			return err
		}
		if _, err := part.content.WriteTo(w); err != nil {
			return err
		}
	}
	return archive.Close()
}

// partOrder puts first what programs look at to tell what kind of file it is.
func partOrder(name string) int {
	switch name {
	case "[Content_Types].xml":
		return 0
	case "_rels/.rels":
		return 1
	}
	return 2
}
