package offline_test

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"duban/internal/audithead"
	"duban/internal/offline"
	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/tracking"
)

// place returns a data directory as a server leaves it: a database with people, the head of its audit chain, evidence.
func place(t *testing.T) offline.Place {
	t.Helper()
	p := offline.Place{Data: t.TempDir(), External: true}
	s, err := store.Open(t.Context(), store.Config{DSN: filepath.Join(p.Data, "duban.db")})
	if err != nil {
		t.Fatal(err)
	}
	add(t, s, "甲", "乙", "丙")
	keepHead(t, p, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(p.Data, "evidence", "incoming"), 0o700); err != nil {
		t.Fatal(err)
	}
	return p
}

func add(t *testing.T, s *store.Store, names ...string) {
	t.Helper()
	for _, name := range names {
		storetest.Write(t, s, func(tx *store.Tx) error {
			return tx.InsertPerson(models.Person{ID: name, Name: name,
				CreatedAt: 1})
		})
	}
}

func keepHead(t *testing.T, p offline.Place, s *store.Store) {
	t.Helper()
	head, ok := s.Head()
	if !ok {
		t.Fatal("nothing was sealed")
	}
	if err := audithead.Write(filepath.Join(p.Data, audithead.FileName), head); err != nil {
		t.Fatal(err)
	}
}

func findings(d tracking.Diagnosis) string {
	var lines []string
	for _, c := range d.Checks {
		for _, f := range c.Found {
			lines = append(lines, c.Name+"："+f)
		}
	}
	return strings.Join(lines, "\n")
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	content, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, content, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestADataDirectoryIsExaminedWithoutAServerAndLeftAsItIs(t *testing.T) {
	p := place(t)
	before, err := os.ReadFile(filepath.Join(p.Data, "duban.db"))
	if err != nil {
		t.Fatal(err)
	}
	if d := offline.Doctor(t.Context(), p, true); !d.OK || len(d.Checks) < 25 {
		t.Errorf("%d checks:\n%s", len(d.Checks), findings(d))
	}
	report, err := offline.VerifyAudit(t.Context(), p)
	if err != nil || !report.OK || report.Events != 3 || report.Sealed != 3 {
		t.Errorf("%+v, %v", report, err)
	}
	head, err := offline.AuditHead(t.Context(), p)
	if err != nil || head.Hash != report.Head || len(head.Kept) != 1 || head.Kept[0].Hash != head.Hash {
		t.Errorf("%+v, %v", head, err)
	}
	if after, err := os.ReadFile(filepath.Join(p.Data, "duban.db")); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the database changed (%v)", err)
	}
}

// A database copied without its write-ahead log, or with the log cut off, lacks the last changes; comparing it with the
// head shows that.
func TestADatabaseThatIsOlderThanItsHeadIsFound(t *testing.T) {
	p := place(t)
	full := storetest.Open(t, filepath.Join(p.Data, "duban.db"))
	complete := filepath.Join(t.TempDir(), "duban.db")
	if err := full.Backup(t.Context(), complete); err != nil { // everything up to now, without a log
		t.Fatal(err)
	}
	add(t, full, "丁", "戊")
	keepHead(t, p, full)
	older := offline.Place{Data: t.TempDir(), External: true}
	copyFile(t, complete, filepath.Join(older.Data, "duban.db"))
	copyFile(t, filepath.Join(p.Data, audithead.FileName), filepath.Join(older.Data, audithead.FileName))
	if err := os.Mkdir(filepath.Join(older.Data, "evidence"), 0o700); err != nil {
		t.Fatal(err)
	}
	d := offline.Doctor(t.Context(), older, false)
	if d.OK || !strings.Contains(findings(d), "数据库早于最后一次封存记录") || !strings.Contains(findings(d), "最近 2 条") ||
		!strings.Contains(findings(d), "duban restore") {
		t.Errorf("found:\n%s", findings(d))
	}
	if report, err := offline.VerifyAudit(t.Context(), older); err != nil || report.OK || len(report.Breaks) != 1 {
		t.Errorf("%+v, %v", report, err)
	}
}

func TestWhatCannotBeReadIsAFinding(t *testing.T) {
	cut := func(name string) func(*testing.T, *offline.Place) {
		return func(t *testing.T, p *offline.Place) {
			path := filepath.Join(p.Data, name)
			f, err := os.OpenFile(path, os.O_RDWR, 0o600)
			if err != nil {
				t.Fatal(err)
			}
			info, err := f.Stat()
			if err != nil {
				t.Fatal(err)
			}
			noise := bytes.Repeat([]byte{0xa5}, 4096*8)
			if _, err := f.WriteAt(noise, info.Size()/2/4096*4096); err != nil {
				t.Fatal(err)
			}
			if err := f.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
	engine := func(t *testing.T, p *offline.Place) { // any SQLite file
		p.External = false
		copyFile(t, filepath.Join(p.Data, "duban.db"), filepath.Join(p.Data, "temporal.db"))
	}
	for name, c := range map[string]struct {
		do   func(t *testing.T, p *offline.Place)
		says string
	}{
		"no database":        {func(t *testing.T, p *offline.Place) { remove(t, p, "duban.db") }, "没有数据库文件"},
		"no database at all": {func(_ *testing.T, p *offline.Place) { p.Data = "/nowhere" }, "没有数据库文件"},
		"another file": {func(t *testing.T, p *offline.Place) {
			put(t, p, "duban.db", "not a database at all, but long enough to be looked at")
		}, "数据库可以打开"},
		"the database damaged": {cut("duban.db"), "损坏"},
		"no engine file":       {func(_ *testing.T, p *offline.Place) { p.External = false }, "没有流程服务的文件 temporal.db"},
		"the engine file damaged": {func(t *testing.T, p *offline.Place) {
			engine(t, p)
			cut("temporal.db")(t, p)
		}, "temporal.db 已损坏"},
		"an unreadable head": {func(t *testing.T, p *offline.Place) { put(t, p, audithead.FileName, "{") }, "封存记录文件"},
		"an older schema": {func(t *testing.T, p *offline.Place) {
			storetest.Exec(t, filepath.Join(p.Data, "duban.db"), "DELETE FROM migrations WHERE id = '0010_audit_chain'")
		}, "旧版结构（缺 0010_audit_chain）"},
		"a malformed row": {func(t *testing.T, p *offline.Place) {
			storetest.Tamper(t, filepath.Join(p.Data, "duban.db"),
				"INSERT INTO milestones (id, project_id, name, due, status) VALUES ('m', 'p', '封顶', '2021-99-99', 'odd')")
		}, "节点"},
	} {
		t.Run(name, func(t *testing.T) {
			p := place(t)
			c.do(t, &p)
			if d := offline.Doctor(t.Context(), p, false); d.OK || !strings.Contains(findings(d), c.says) {
				t.Errorf("nothing says %q:\n%s", c.says, findings(d))
			}
		})
	}
}

func remove(t *testing.T, p *offline.Place, name string) {
	t.Helper()
	if err := os.Remove(filepath.Join(p.Data, name)); err != nil {
		t.Fatal(err)
	}
}

func put(t *testing.T, p *offline.Place, name, content string) {
	t.Helper()
	f, err := os.Create(filepath.Join(p.Data, name))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(f, content); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}
