package store

import (
	"fmt"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/models"
)

// Rows that are read without GORM are those that GORM reads: with every column set, with none, and with every column
// that may be missing missing.
func TestHotRowsAreThoseOfGORM(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		programme, projects := seed(t, s, 2)
		compare := []func(){
			func() { sameRows(t, s, hotProjects, nil) },
			func() { sameRows(t, s, hotProgrammes, nil) },
			func() {
				sameRows(t, s, hotMemberships, func(r *models.Membership, n int) {
					r.ProgrammeID, r.ProjectID = programme.ID, projects[n%2].ID
				})
			},
			func() {
				sameRows(t, s, hotMonthPlans, func(r *models.MonthPlan, _ int) { r.ProjectID = projects[0].ID })
			},
			func() {
				sameRows(t, s, hotMilestones, func(r *models.Milestone, _ int) { r.ProjectID = projects[0].ID })
			},
			func() { sameRows(t, s, hotReports, func(r *models.Report, _ int) { r.ProjectID = projects[0].ID }) },
			func() {
				sameRows(t, s, hotSubmissions, func(r *models.Submission, _ int) { r.ProjectID = projects[0].ID })
			},
			func() { sameRows(t, s, hotPauses, func(r *models.Pause, n int) { r.ProjectID = projects[n%2].ID }) },
			func() {
				sameRows(t, s, hotEscalations, func(r *models.Escalation, _ int) { r.ProjectID = projects[0].ID })
			},
			func() {
				sameRows(t, s, hotCorrections, func(r *models.Correction, _ int) { r.ProjectID = projects[0].ID })
			},
			func() { sameRows(t, s, hotProblems, func(r *models.Problem, _ int) { r.ProjectID = projects[0].ID }) },
		}
		for _, one := range compare {
			one()
		}
	})
}

// sameRows adds two rows to those there are and compares.
func sameRows[T any](t *testing.T, s *Store, h hotTable[T], owned func(r *T, n int)) {
	t.Helper()
	var rows []T
	for n, full := range []bool{true, false} {
		var r T
		fill(reflect.ValueOf(&r).Elem(), full, n)
		if owned != nil {
			owned(&r, n)
		}
		rows = append(rows, r)
	}
	err := s.Write(t.Context(), func(tx *Tx) error { return insertMissing(tx, rows, "rows") })
	if err != nil {
		t.Errorf("%s: %v", h.name, err)
	}
	var want, got []T
	if err := s.Read(t.Context(), func(tx *Tx) (err error) {
		key := quoted(primaryOf(tx, &rows[0]))
		if want, err = list[T](tx, key, "1 = 1"); err != nil {
			return err
		}
		got, err = h.list(tx, key, "1 = 1")
		return err
	}); err != nil {
		t.Fatalf("%s: %v", h.name, err)
	}
	if diff := cmp.Diff(want, got); diff != "" || len(got) < 2 {
		t.Errorf("%s: GORM (-), without (+):\n%s", h.name, diff)
	}
}

func primaryOf(tx *Tx, row any) (keys []string) {
	for _, f := range tx.parse(row).PrimaryFields {
		keys = append(keys, f.DBName)
	}
	return keys
}

// fill sets every field of a row, or only its key.
func fill(row reflect.Value, full bool, n int) {
	for i := range row.NumField() {
		field, kind := row.Field(i), row.Type().Field(i)
		key := kind.Name == "ID" || kind.Name == "Month" || kind.Name == "Code" || kind.Name == "NameKey" ||
			kind.Name == "Version" || kind.Name == "DueVersion" // never 0
		if !full && !key {
			continue
		}
		fillOne(field, fmt.Sprintf("%s %d", kind.Name, n), i+n)
	}
}

func fillOne(field reflect.Value, text string, number int) {
	switch value := field.Addr().Interface().(type) {
	case *models.Date:
		*value = models.DateOf(2021, 3, 1+number)
		return
	case *models.Month:
		*value = models.MonthOf(2021, 1+number%12)
		return
	case *models.Answer:
		*value = models.Yes
		return
	case *[]models.Audience:
		*value = []models.Audience{models.ToOffice, models.ToSponsor}
		return
	case *[]models.MonthCorrection:
		*value = []models.MonthCorrection{{Month: models.MonthOf(2021, 5), WasMonth: 1, YTD: 9_007_199_254_740_993}}
		return
	}
	switch field.Kind() {
	case reflect.String:
		field.SetString(text)
	case reflect.Bool:
		field.SetBool(true)
	case reflect.Int, reflect.Int64:
		field.SetInt(int64(number + 1))
	case reflect.Pointer:
		field.Set(reflect.New(field.Type().Elem()))
		fillOne(field.Elem(), text, number)
	default:
		panic("no value for " + field.Type().String())
	}
}

// A pointer to 0 is not a missing amount.
func TestHotRowsTellZeroFromNothing(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		_, projects := seed(t, s, 1)
		zero := models.Report{ID: "zero", ProjectID: projects[0].ID, Month: models.MonthOf(2021, 9),
			ApprovedYTD: new(models.Money),
			Status:      models.ReportOpen}
		write(t, s, func(tx *Tx) error { return insert(tx, []models.Report{zero}, "report") })
		rows := get(t, s, func(tx *Tx) ([]models.Report, error) { return hotReports.list(tx, "id", "id = ?", "zero") })
		if diff := cmp.Diff([]models.Report{zero}, rows); diff != "" {
			t.Error(diff)
		}
	})
}
