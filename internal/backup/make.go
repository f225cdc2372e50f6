package backup

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"filippo.io/age"

	"duban/internal/files"
	"duban/models"
	"duban/store"
)

// Source is the data that is backed up.
type Source struct {
	Data     string // the data directory
	Database string // address of a PostgreSQL database; "" is duban.db in Data
	Evidence string // folder of the evidence; "" is evidence in Data
	Program  string // version of the running program
}

func (s Source) database() string {
	if s.Database == "" {
		return filepath.Join(s.Data, sqliteName)
	}
	return s.Database
}

func (s Source) evidence() string {
	if s.Evidence == "" {
		return filepath.Join(s.Data, evidenceDir)
	}
	return s.Evidence
}

// Options are the settings of a backup.
type Options struct {
	Dir        string           // folder for backups
	Recipients []string         // public keys, as NewKey returns them; none: not encrypted
	Keep       int              // number of days of which a backup is kept, see Expired; 0 removes none
	Now        func() time.Time // nil: time.Now
	Doctor     Doctor           // checks the restored copy
}

// Made is the result of a complete backup.
type Made struct {
	Path     string         `json:"backup"`
	Created  models.Instant `json:"created"`
	Sum      string         `json:"manifest_sha256"`
	Database Database       `json:"database"`
	Projects int64          `json:"projects"`
	Evidence int            `json:"evidence"`
	Lacking  []Lack         `json:"lacking"`
	Removed  []string       `json:"removed"` // older backups removed because of Keep
	Verified Report         `json:"verified"`
}

// Make backs up a data directory, with or without a server running on it, and verifies the result. Older backups are
// removed only if the new one is intact. Faults in the data itself are in Verified and are not an error: a backup of
// faulty data is kept, because it is better than none.
//
// Errors: KindConflict "backup_running"; KindInvalid or KindUnavailable for folders, disks and databases. After an
// error nothing that looks like a backup is left, except if only its verification or the removal of older ones failed.
func Make(ctx context.Context, s Source, o Options) (Made, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	info, err := os.Stat(s.Data)
	if err != nil || !info.IsDir() {
		return Made{}, models.Errorf(models.KindInvalid, "no_data", "没有数据目录“%s”，请核对 --data", s.Data).Because(err)
	}
	if err := ownAccount(s.Data, info, os.Geteuid()); err != nil {
		return Made{}, err
	}
	now := o.Now().Truncate(time.Second) // the precision of the backup's name
	made, err := makeLocked(ctx, s, o, now)
	if models.KindOf(err) == models.KindConflict || err != nil && ctx.Err() != nil {
		return Made{}, err // another backup is running and records itself; or the program stops, and this one stays due
	}
	return made, errors.Join(err, remember(s.Data, models.InstantOf(now), made, err))
}

// makeLocked makes a backup. The caller holds the locks on the data and on the folder for backups.
func makeLocked(ctx context.Context, s Source, o Options, now time.Time) (Made, error) {
	if err := os.MkdirAll(o.Dir, 0o700); err != nil {
		return Made{}, folderFailed(o.Dir, err)
	}
	for _, dir := range []string{s.Data, o.Dir} {
		lock, err := lockFolder(dir)
		if err != nil {
			return Made{}, err
		}
		defer lock.Close()
		removeLeftovers(dir)
	}
	return makeAndVerify(ctx, s, o, now)
}

func makeAndVerify(ctx context.Context, s Source, o Options, now time.Time) (Made, error) {
	recipients, check, err := recipientsOf(o.Recipients)
	if err != nil {
		return Made{}, err
	}
	j := &job{source: s, dir: o.Dir, recipients: recipients, now: now}
	made, err := j.run(ctx)
	if err != nil {
		return Made{}, folderFailed(o.Dir, err)
	}
	if made.Verified, err = Verify(ctx, made.Path, Checks{Identities: check, Doctor: o.Doctor, Temp: s.Data}); err != nil {
		return made, err
	}
	if o.Keep > 0 && made.Verified.Intact {
		made.Removed, err = prune(o.Dir, o.Keep)
	}
	return made, err
}

// recipientsOf parses the recipients and adds one whose key only this process has. With it the encrypted file is read
// back and verified; the key is then discarded.
func recipientsOf(texts []string) (recipients []age.Recipient, check []age.Identity, err error) {
	for _, text := range texts {
		r, err := ParseRecipient(text)
		if err != nil {
			return nil, nil, err
		}
		recipients = append(recipients, r)
	}
	if len(recipients) == 0 {
		return nil, nil, nil
	}
	own, err := age.GenerateX25519Identity()
	if err != nil {
		return nil, nil, err
	}
	return append(recipients, own.Recipient()), []age.Identity{own}, nil
}

// removeLeftovers removes what interrupted backups left in a folder. Its lock is held, so no running backup owns them.
func removeLeftovers(dir string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), partial) && !strings.HasSuffix(e.Name(), ".lock") {
			_ = os.RemoveAll(filepath.Join(dir, e.Name())) // the next backup tries to remove it again
		}
	}
}

// job is one backup being made.
type job struct {
	source     Source
	dir        string
	recipients []age.Recipient
	now        time.Time
	// work is where the database is copied to: the backup itself, or a folder inside the data directory if the backup is
	// encrypted.
	work     string
	archive  *archive // nil if the backup is a directory
	previous string   // the newest backup that is a directory; "" for none
}

func (j *job) run(ctx context.Context) (made Made, err error) {
	final := j.free()
	unfinished := filepath.Join(j.dir, partial+filepath.Base(final))
	j.work = unfinished
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(unfinished))
		}
	}()
	if j.recipients != nil {
		if j.work, err = os.MkdirTemp(j.source.Data, partial+"backup-"); err != nil { // no plain text elsewhere
			return Made{}, err
		}
		defer os.RemoveAll(j.work)
		if j.archive, err = newArchive(unfinished, j.recipients); err != nil {
			return Made{}, err
		}
		defer j.archive.close()
	} else if err := os.Mkdir(unfinished, 0o700); err != nil {
		return Made{}, err
	}
	m, err := j.gather(ctx)
	if err != nil {
		return Made{}, err
	}
	content, sum, err := m.bytes()
	if err != nil {
		return Made{}, err
	}
	for name, text := range map[string][]byte{manifestName: content, manifestSum: []byte(sum + "  " + manifestName +
		"\n")} {
		if err := j.put(name, text); err != nil {
			return Made{}, err
		}
	}
	if err := j.finish(unfinished); err != nil {
		return Made{}, err
	}
	if err := ctx.Err(); err != nil {
		return Made{}, err
	}
	return Made{
		Path: final, Created: m.Created, Sum: sum, Database: m.Database, Projects: m.Rows["projects"],
		Evidence: len(m.Evidence), Lacking: m.Lacking, Removed: []string{},
	}, moveInto(unfinished, final)
}

// free returns a name for a backup of this moment that is not taken.
func (j *job) free() string {
	for at := j.now.In(models.Shanghai); ; at = at.Add(time.Second) {
		name := filepath.Join(j.dir, prefix+at.Format(layout))
		_, plain := os.Lstat(name)
		_, packed := os.Lstat(name + encrypted)
		if errors.Is(plain, fs.ErrNotExist) && errors.Is(packed, fs.ErrNotExist) {
			if j.recipients != nil {
				name += encrypted
			}
			return name
		}
	}
}

func (j *job) finish(unfinished string) error {
	if j.archive != nil {
		return j.archive.finish()
	}
	return syncTree(unfinished)
}

func (j *job) put(name string, content []byte) error {
	if j.archive != nil {
		return j.archive.put(name, int64(len(content)), bytes.NewReader(content))
	}
	return writeFile(filepath.Join(j.work, name), bytes.NewReader(content))
}

// gather copies the database and then the evidence.
func (j *job) gather(ctx context.Context) (Manifest, error) {
	m := Manifest{Format: format, Created: models.InstantOf(j.now), Program: j.source.Program, Evidence: []File{},
		Lacking: []Lack{}}
	if head, err := os.ReadFile(filepath.Join(j.source.Data, headName)); err == nil && json.Valid(head) {
		m.AuditHead = head // read before the database is copied, so the copy contains this event
	}
	m.Database.Kind = "sqlite"
	if store.IsPostgres(j.source.database()) {
		m.Database.Kind = "postgres"
	}
	path := filepath.Join(j.work, m.Database.file())
	copied, err := store.Copy(ctx, j.source.database(), path)
	if err != nil {
		return m, err
	}
	m.Rows, m.Database.Schema = copied.Rows, copied.Schema
	if m.Database.SHA256, m.Database.Size, err = hashFile(path); err != nil {
		return m, err
	}
	if j.archive != nil {
		if err := j.packFile(m.Database.file(), m.Database.Size, path); err != nil {
			return m, err
		}
	}
	return m, j.gatherEvidence(ctx, &m)
}

func (j *job) packFile(name string, size int64, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return j.archive.put(name, size, f)
}

func (j *job) gatherEvidence(ctx context.Context, m *Manifest) error {
	kept, err := files.Open(j.source.evidence())
	if err != nil {
		return err
	}
	if m.Mark, err = files.ReadMark(j.source.evidence()); err != nil {
		return err
	}
	sums, err := kept.List()
	if err != nil {
		return err
	}
	if err := j.findPrevious(); err != nil {
		return err
	}
	for _, sum := range sums {
		if err := ctx.Err(); err != nil {
			return err
		}
		size, lack, gone, err := j.evidence(kept, sum)
		switch {
		case err != nil:
			return err
		case gone:
		case lack != "":
			m.Lacking = append(m.Lacking, Lack{SHA256: sum, Why: lack})
		default:
			m.Evidence = append(m.Evidence, File{SHA256: sum, Size: size})
		}
	}
	return nil
}
