package files

import (
	"errors"
	"io"
	"path"
	"slices"
	"strings"
	"unicode"

	"duban/models"
)

// The most of a name that is kept, in characters and in bytes; ends of long names tell more than their beginnings. Most
// file systems take 255 bytes.
const (
	maxName      = 120
	maxNameBytes = 240
)

// CleanName keeps the last part of a path from any system, without characters that cannot be seen, that turn the
// direction of writing, or that Windows does not allow.
func CleanName(name string) string {
	name = path.Base(strings.ReplaceAll(strings.ToValidUTF8(name, ""), `\`, "/"))
	name = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r), unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp):
			return -1
		case strings.ContainsRune(`<>:"|?*`, r):
			return '_'
		}
		return r
	}, name)
	name = strings.TrimSpace(name)
	runes := []rune(name)
	if len(runes) > maxName {
		runes = runes[len(runes)-maxName:]
	}
	for len(string(runes)) > maxNameBytes {
		runes = runes[1:]
	}
	if name = string(runes); strings.Trim(name, "./ ") == "" {
		return "未命名"
	}
	return name
}

// unknownType is given out for content that is none of the kinds that may be evidence.
const unknownType = "application/octet-stream"

// Describe says what a kept file is: size and type as they are, and the name with an extension of that type. Rows that
// are older than the record of uploads hold what a client said. The error is that of Content.
func (s *Store) Describe(sum, name string) (models.Evidence, error) {
	f, err := s.open(sum)
	if err != nil {
		return models.Evidence{}, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return models.Evidence{}, unavailable(err)
	}
	head := make([]byte, 1024)
	n, err := f.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return models.Evidence{}, unavailable(err)
	}
	e := models.Evidence{SHA256: sum, Name: CleanName(name), MediaType: unknownType, Size: info.Size()}
	extensions := []string{".bin"}
	if k, _ := recognise(head[:n], f, info.Size()); k != nil {
		e.MediaType, extensions = k.mediaType, k.extensions
	}
	if !slices.Contains(extensions, strings.ToLower(path.Ext(e.Name))) {
		e.Name = CleanName(e.Name + extensions[0])
	}
	return e, nil
}
