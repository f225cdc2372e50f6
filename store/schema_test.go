package store

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"log/slog"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/go-gormigrate/gormigrate/v2"
	"github.com/google/go-cmp/cmp"
	"gorm.io/gorm"
	"gorm.io/gorm/schema"

	"duban/models"
)

// rows lists every row of models; TestEveryRowIsListed keeps it complete.
var rows = []any{
	models.Organisation{}, models.Post{}, models.Person{}, models.Role{}, models.Token{}, models.Account{},
	models.Session{}, models.SubjectLink{}, models.Programme{}, models.Indicator{}, models.TargetDecision{},
	models.Project{}, models.Membership{}, models.MonthPlan{}, models.QuarterPlan{}, models.Pause{}, models.Milestone{},
	models.DueChange{},
	models.Report{},
	models.Submission{}, models.Review{}, models.Attachment{}, models.Escalation{}, models.EscalationNote{},
	models.AudiencePost{}, models.Command{}, models.StoredCommand{}, models.AuditEvent{},
	models.OutboxMessage{}, models.InboxMessage{}, models.CalendarDay{}, models.CalendarYear{}, models.ImportBatch{},
	models.ImportRow{}, models.ImportStart{},
	models.ImportPreview{},
	models.Alias{}, models.ImportAnswer{}, models.ImportDraft{}, models.EvidenceFolder{}, models.Upload{},
	models.AuditImage{}, models.AuditSeal{},
	models.LogInFailure{}, models.EarlierPassword{}, models.AccountRequest{}, models.Instance{}, models.Duty{},
	models.MonthClosing{},
	models.MonthClosingLine{}, models.Correction{}, models.SentFigures{},
	models.Contact{}, models.PastRole{}, models.Succession{}, models.PeopleImport{},
	models.Problem{}, models.ProblemStep{},
	models.UrgentTable{}, models.UrgentForm{}, models.UrgentValue{},
	models.Delivery{}, models.Channel{},
	models.Request{},
	models.SupervisionOrder{}, models.OrderItem{}, models.OrderStep{}, models.OrderSettings{}, models.Meeting{},
	models.InboxEntry{}, models.NoticeSettings{},
	models.Finding{}, models.Suggestion{}, models.BurdenCap{}, models.EvidenceWord{},
	models.MilestoneTemplate{}, models.Permit{}, models.Formalities{},
	models.FundSource{}, models.FundRecord{}, models.FundImport{},
	models.ProjectLink{}, models.ReserveList{}, models.Reserve{}, models.ReserveStep{}, models.ReserveImport{},
	models.DocumentTemplate{}, models.Confirmation{}, models.ConfirmationRule{},
	models.Outing{}, models.ScoreFormula{}, models.Score{}, models.ScoreLine{}, models.ScoreObjection{},
	models.MonthRound{}, models.RoundStep{}, models.RoundSettings{},
	models.ResumeSettings{}, models.InterimRound{}, models.InterimPeriod{}, models.SavedView{},
	models.AccountPolicyVersion{}, models.SecondFactor{}, models.RecoveryCode{}, models.PendingLogIn{},
	models.Star{},
	models.RuleSet{}, models.PlatformComparison{}, models.Comment{},
}

func TestEveryRowIsListed(t *testing.T) {
	files, err := filepath.Glob("../models/*.go")
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.TypeSpec)
			if !ok {
				return true
			}
			if structure, ok := spec.Type.(*ast.StructType); ok && slices.ContainsFunc(structure.Fields.List, isKey) {
				found = append(found, spec.Name.Name)
			}
			return true
		})
	}
	var listed []string
	for _, row := range rows {
		listed = append(listed, reflect.TypeOf(row).Name())
	}
	slices.Sort(found)
	slices.Sort(listed)
	if diff := cmp.Diff(found, listed); diff != "" {
		t.Errorf("rows in models (-) and in this test (+):\n%s", diff)
	}
}

func isKey(f *ast.Field) bool { return f.Tag != nil && strings.Contains(f.Tag.Value, "primaryKey") }

// column describes a column in terms that both databases share.
type column struct {
	Type string // "text", "integer" or "boolean"
	Null bool
	Key  bool
}

// wantColumns returns the columns that a row needs.
func wantColumns(t *testing.T, row any) (string, map[string]column) {
	table, err := schema.Parse(row, &sync.Map{}, schema.NamingStrategy{})
	if err != nil {
		t.Fatal(err)
	}
	columns := map[string]column{}
	for _, f := range table.Fields {
		c := column{Type: "text", Key: f.PrimaryKey, Null: f.FieldType.Kind() == reflect.Pointer ||
			f.FieldType.Kind() == reflect.Slice}
		switch f.GORMDataType {
		case schema.Int, schema.Uint:
			c.Type = "integer"
		case schema.Bool:
			c.Type = "boolean"
		case schema.Float, schema.Time, schema.Bytes:
			t.Errorf("%s.%s is a %s: amounts are fen, moments are models.Instant", table.Name, f.Name, f.GORMDataType)
		}
		columns[f.DBName] = c
	}
	return table.Table, columns
}

func gotColumns(t *testing.T, s *Store, table string) map[string]column {
	query := `SELECT name, lower(type) AS type, "notnull" = 0 AND pk = 0 AS "null", pk > 0 AS "key"
		FROM pragma_table_info(?)`
	if s.dialect.name == "postgres" {
		query = `SELECT c.column_name AS name, c.data_type AS type, c.is_nullable = 'YES' AS "null", EXISTS (
			SELECT 1 FROM information_schema.key_column_usage k
			JOIN information_schema.table_constraints x USING (constraint_name, table_name)
			WHERE x.constraint_type = 'PRIMARY KEY' AND k.table_name = c.table_name AND k.column_name = c.column_name) AS "key"
			FROM information_schema.columns c WHERE c.table_schema = 'public' AND c.table_name = ?`
	}
	var found []struct {
		Name, Type string
		Null, Key  bool
	}
	if err := s.read.Raw(query, table).Scan(&found).Error; err != nil {
		t.Fatal(err)
	}
	columns := map[string]column{}
	for _, c := range found {
		if c.Type == "bigint" {
			c.Type = "integer"
		}
		columns[c.Name] = column{Type: c.Type, Null: c.Null, Key: c.Key}
	}
	return columns
}

func TestSchemaFitsTheModels(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		var wanted []string
		for _, row := range rows {
			table, want := wantColumns(t, row)
			wanted = append(wanted, table)
			if s.dialect.name == "sqlite" { // has no boolean; a CHECK keeps it to 0 and 1
				for name, c := range want {
					if c.Type == "boolean" {
						c.Type = "integer"
						want[name] = c
					}
				}
			}
			if diff := cmp.Diff(want, gotColumns(t, s, table)); diff != "" {
				t.Errorf("table %s, wanted by models (-) and in the database (+):\n%s", table, diff)
			}
		}
		tables, err := s.read.Migrator().GetTables()
		if err != nil {
			t.Fatal(err)
		}
		tables = slices.DeleteFunc(tables, func(name string) bool {
			return name == "migrations" || strings.HasPrefix(name,
				"sqlite_")
		})
		slices.Sort(tables)
		slices.Sort(wanted)
		if diff := cmp.Diff(wanted, tables); diff != "" {
			t.Errorf("tables wanted (-) and there (+):\n%s", diff)
		}
	})
}

func TestBothDialectsHaveTheSameMigrations(t *testing.T) {
	names := func(dialect string) []string {
		files, err := fs.Glob(migrationFiles, "migrations/"+dialect+"/*.sql")
		if err != nil {
			t.Fatal(err)
		}
		for i := range files {
			files[i] = filepath.Base(files[i])
		}
		return files
	}
	if diff := cmp.Diff(names("sqlite"), names("postgres")); diff != "" || len(names("sqlite")) == 0 {
		t.Error(diff)
	}
}

func TestMigrateAgainChangesNothing(t *testing.T) {
	conformDSN(t, func(t *testing.T, dsn string) {
		seed(t, open(t, dsn), 1)
		if got := get(t, open(t, dsn), (*Tx).AllOpenProjects); len(got) != 1 {
			t.Errorf("%d projects after opening again, want 1", len(got))
		}
	})
}

func TestOpenTogether(t *testing.T) {
	conformDSN(t, func(t *testing.T, dsn string) {
		var group sync.WaitGroup
		for range 4 {
			group.Go(func() {
				s, err := Open(t.Context(), Config{DSN: dsn})
				if err != nil {
					t.Errorf("open: %v", err)
					return
				}
				if err := s.Close(); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
	})
}

func TestNewerDatabaseIsRefused(t *testing.T) {
	conformDSN(t, func(t *testing.T, dsn string) {
		s := open(t, dsn)
		if err := s.write.Exec("INSERT INTO migrations (id) VALUES ('9999_from_the_future')").Error; err != nil {
			t.Fatal(err)
		}
		_, err := Open(t.Context(), Config{DSN: dsn})
		wantKind(t, err, models.KindInvalid, "database_newer")
	})
}

// A failing step leaves neither its changes nor its mark, and is tried again at the next start.
func TestFailedMigrationLeavesNothing(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		steps, err := migrationsOf(s.dialect.name)
		if err != nil {
			t.Fatal(err)
		}
		step := &gormigrate.Migration{ID: "0999_test", Migrate: func(tx *gorm.DB) error {
			return tx.Exec("CREATE TABLE half (n integer); INSERT INTO nowhere VALUES (1)").Error
		}}
		quiet := slog.New(slog.DiscardHandler)
		if err := s.migrate(t.Context(), quiet, append(steps, step)); err == nil {
			t.Fatal("the failing step succeeded")
		}
		if s.write.Migrator().HasTable("half") {
			t.Error("the failed step left its table")
		}
		step.Migrate = func(tx *gorm.DB) error { return tx.Exec("CREATE TABLE half (n integer)").Error }
		if err := s.migrate(t.Context(), quiet, append(steps, step)); err != nil || !s.write.Migrator().HasTable("half") {
			t.Errorf("the repaired step: %v", err)
		}
	})
}
