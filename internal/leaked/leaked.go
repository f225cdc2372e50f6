// Package leaked looks passwords up in a file of passwords that have leaked or are common. The operator brings the
// file, because the network of an office reaches no service that could be asked.
package leaked

import (
	"bufio"
	"bytes"
	"crypto/sha1" //nolint:gosec // the published lists are of SHA-1; nothing is protected by it
	"encoding/hex"
	"errors"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"duban/models"
)

// List is a file of passwords.
type List struct {
	name   string
	size   int64         // of a file of hashes, in bytes
	at     time.Time     // when it was last changed
	hashes *os.File      // sorted; nil: the passwords are in plain
	plain  map[hash]bool // of the passwords in lower case
}

type hash [sha1.Size]byte

// mostPlain is how many passwords a plain file may have, which are kept in memory: some 60 MB.
const mostPlain = 1_000_000

// mark is the byte order mark with which some programs begin a text.
const mark = "\ufeff"

// hashLine is a line of the published lists: SHA-1 in hexadecimal, and how often the password was found.
var hashLine = regexp.MustCompile(`^[0-9A-Fa-f]{40}(:[0-9]+)?\r?$`)

// Open opens a file of one of two forms: a password in each line, in UTF-8, or SHA-1 hashes in ascending order, as
// "Have I Been Pwned" publishes them, of any size. Close it at the end. Errors: KindInvalid "bad_password_list".
func Open(name string) (_ *List, err error) {
	l := &List{name: name}
	f, err := os.Open(name)
	if err != nil {
		return nil, l.bad(unreadable).Because(err)
	}
	defer func() {
		if l.hashes == nil || err != nil {
			_ = f.Close()
		}
	}()
	info, err := f.Stat()
	if err != nil {
		return nil, l.bad(unreadable).Because(err)
	}
	first, err := bufio.NewReader(f).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, l.bad(unreadable).Because(err)
	}
	if hashLine.MatchString(strings.TrimSuffix(first, "\n")) {
		l.hashes, l.size, l.at = f, info.Size(), info.ModTime()
		return l, l.checkOrder()
	}
	if hashLine.MatchString(strings.TrimSuffix(strings.TrimPrefix(first, mark), "\n")) {
		return nil, l.bad(models.PlainMessage("是 SHA-1 文件，但开头有 BOM，请另存为不带 BOM 的文本"))
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, l.bad(unreadable).Because(err)
	}
	return l, l.readPlain(f)
}

func (l *List) bad(what models.Message) *models.Error {
	return models.Errorf(models.KindInvalid, "bad_password_list", "泄露密码库文件（--password-list）%s %s", l.name, what)
}

var unreadable = models.PlainMessage("无法读取，请检查路径和权限")

func notHash(at int64) models.Message {
	return models.Messagef("第 %d 字节处应为 40 位 SHA-1 散列值", at)
}

// readPlain reads a password from each line; an empty line is none.
func (l *List) readPlain(r io.Reader) error {
	l.plain = map[hash]bool{}
	lines := bufio.NewScanner(r)
	for number := 1; lines.Scan(); number++ {
		line := strings.TrimPrefix(lines.Text(), mark)
		if !utf8.ValidString(line) {
			return l.bad(models.Messagef("第 %d 行不是 UTF-8，请另存为 UTF-8 文本", number))
		}
		if strings.TrimSpace(line) == "" {
			continue
		}
		if len(l.plain) == mostPlain {
			return l.bad(models.Messagef("超过 %d 行，请改用按散列值排序的 SHA-1 文件", mostPlain))
		}
		l.plain[sha1.Sum([]byte(strings.ToLower(line)))] = true //nolint:gosec // see the import
	}
	switch {
	case lines.Err() != nil:
		return l.bad(models.PlainMessage("无法读取，应为每行一个密码的 UTF-8 文本，或按散列值排序的 SHA-1 文件")).Because(lines.Err())
	case len(l.plain) == 0:
		return l.bad(models.PlainMessage("没有内容，应为每行一个密码的 UTF-8 文本，或按散列值排序的 SHA-1 文件"))
	}
	return nil
}

// Has reports whether a password is in the list. In a plain one upper and lower case are the same. A file of hashes
// that has changed since it was opened is an error.
func (l *List) Has(password string) (bool, error) {
	if l.hashes == nil {
		return l.plain[sha1.Sum([]byte(strings.ToLower(password)))], nil //nolint:gosec // see the import
	}
	info, err := l.hashes.Stat()
	if err != nil {
		return false, l.bad(unreadable).Because(err)
	}
	if info.Size() != l.size || !info.ModTime().Equal(l.at) {
		return false, l.bad(models.PlainMessage("启动后已被改动，请重启服务"))
	}
	sum := sha1.Sum([]byte(password)) //nolint:gosec // see the import
	wanted := []byte(strings.ToUpper(hex.EncodeToString(sum[:])))
	// The line that begins at from or later and before to is wanted.
	from, to := int64(0), l.size
	for from < to {
		middle := from + (to-from)/2
		start, line, err := l.lineAt(middle)
		if err != nil {
			return false, err
		}
		if start >= to { // the last line of the part begins before the middle
			to = middle
			continue
		}
		switch bytes.Compare(wanted, line) {
		case 0:
			return true, nil
		case -1:
			to = middle
		default:
			from = start + int64(len(line))
		}
	}
	return false, nil
}

// lineAt returns the hash of the first line that begins at a position or after it, in upper case, and where it begins:
// the size of the file if there is none.
func (l *List) lineAt(position int64) (start int64, line []byte, err error) {
	start = max(position-1, 0) // a line begins at the position when the one before it ends there
	var window [256]byte
	n, err := l.hashes.ReadAt(window[:], start)
	if err != nil && !errors.Is(err, io.EOF) {
		return 0, nil, l.bad(unreadable).Because(err)
	}
	rest := window[:n]
	if position > 0 {
		end := bytes.IndexByte(rest, '\n')
		if end < 0 && n == len(window) {
			return 0, nil, l.bad(notHash(start))
		}
		if end < 0 {
			return l.size, nil, nil
		}
		start, rest = start+int64(end)+1, rest[end+1:]
	}
	if start+int64(len(rest)) == l.size && len(bytes.TrimSpace(rest)) == 0 { // the end, with or without empty lines
		return l.size, nil, nil
	}
	line, _, _ = bytes.Cut(rest, []byte{'\n'})
	if !hashLine.Match(line) {
		return 0, nil, l.bad(notHash(start))
	}
	return start, bytes.ToUpper(line[:2*sha1.Size]), nil
}

// checkOrder looks at 1,000 places of the file.
func (l *List) checkOrder() error {
	const places = 1_000
	var before []byte
	for i := range int64(places) {
		_, line, err := l.lineAt(l.size * i / places)
		if err != nil {
			return err
		}
		if line != nil && bytes.Compare(line, before) < 0 {
			return l.bad(models.PlainMessage("没有按散列值从小到大排序，请改用已排序的文件"))
		}
		before = slices.Clone(line)
	}
	return nil
}

// Close closes the file.
func (l *List) Close() error {
	if l.hashes == nil {
		return nil
	}
	return l.hashes.Close()
}
