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

// Limits of a stored name, in characters and in bytes; the end of a longer name is kept, as it says more than the
// beginning. Most file systems accept 255 bytes.
const (
	maxName      = 120
	maxNameBytes = 240
)

// CleanName returns the last part of a path of any system, without invisible characters, characters that change the
// writing direction, and characters that Windows does not allow.
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
	if name = strings.TrimSpace(string(runes)); strings.Trim(name, "./ ") == "" {
		return "未命名"
	}
	return name
}

// unknownType is the media type of content that is none of the accepted kinds.
const unknownType = "application/octet-stream"

// Describe returns the actual size and type of a stored file, and the name with an extension of that type. Rows written
// before uploads were recorded hold what the client claimed. The error is that of Content.
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
