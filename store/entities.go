package store

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"duban/models"
)

// entity is a table that an import may write. Its functions take JSON images of rows.
type entity struct {
	table string
	// put inserts rows, or replaces the columns of existing ones except the kept columns.
	put func(tx *Tx, images []image, at models.Instant) error
	// drop deletes the rows with the keys of the images.
	drop func(tx *Tx, images []image) error
}

// image is a row as JSON with the staged change it belongs to.
type image struct {
	row  models.ImportRow
	text string
}

// entities lists the tables an import may write, in the order of their foreign keys.
var entities = []entity{
	entityOf[models.Organisation]("organisations", nil),
	entityOf[models.Post]("posts", nil),
	entityOf("programmes", models.PromoteProgramme, "version", "created_at", "live_from"),
	entityOf[models.Indicator]("indicators", nil),
	entityOf("projects", models.PromoteProject, "version", "status", "closed_at", "followed_since", "handed_at",
		"handed_into", "next_at", "next_what", "contact", "next_step", "next_step_at"),
	entityOf[models.Membership]("memberships", nil),
	entityOf("aliases", func(a *models.Alias, at models.Instant) { a.At = orAt(a.At, at) }),
	entityOf[models.MonthPlan]("month_plans", nil),
	entityOf[models.QuarterPlan]("quarter_plans", nil),
	formalities(),
	entityOf("milestones", models.PromoteMilestone),
	entityOf("due_changes", func(c *models.DueChange, at models.Instant) { c.At = orAt(c.At, at) }),
	entityOf("reports", models.PromoteReport),
	entityOf("submissions", func(s *models.Submission, at models.Instant) { s.SubmittedAt = orAt(s.SubmittedAt, at) }),
	entityOf("import_answers", func(a *models.ImportAnswer, at models.Instant) { a.At = orAt(a.At, at) }),
}

// formalities are written for the code of a project alone: what people entered beside it stays, also when the import is
// undone.
func formalities() entity {
	e := entityOf("formalities", func(f *models.Formalities, at models.Instant) { f.At = orAt(f.At, at) }, "entered_on",
		"statistics_start_on", "missing")
	e.drop = func(tx *Tx, images []image) error {
		rows, err := decode[models.Formalities](tx, images)
		if err != nil {
			return err
		}
		for _, row := range rows {
			err := tx.db.Where("project_id = ? AND entered_on = '' AND statistics_start_on = '' AND missing = ''",
				row.ProjectID).Delete(&models.Formalities{}).Error
			if err == nil {
				err = update[models.Formalities](tx, map[string]any{"approval_code": ""}, "project_id = ?", row.ProjectID).Error
			}
			if err != nil {
				return failed(err, "undo", "formalities")
			}
		}
		return nil
	}
	return e
}

// known reports whether an import may write the table.
func known(table string) bool {
	return slices.ContainsFunc(entities, func(e entity) bool { return e.table == table })
}

func orAt(set, at models.Instant) models.Instant {
	if set == 0 {
		return at
	}
	return set
}

// entityOf returns the entity of row type T. complete fills in values that are unknown at the preview; the kept
// columns of existing rows are not replaced.
func entityOf[T any](table string, complete func(*T, models.Instant), kept ...string) entity {
	return entity{
		table: table,
		put: func(tx *Tx, images []image, at models.Instant) error {
			rows, err := decode[T](tx, images)
			if err != nil || len(rows) == 0 {
				return err
			}
			if complete != nil {
				for i := range rows {
					complete(&rows[i], at)
				}
			}
			conflict := tx.replacing(&rows[0], kept)
			return failed(tx.db.Clauses(conflict).CreateInBatches(&rows, tx.chunk(&rows[0])).Error, "import", table)
		},
		drop: func(tx *Tx, images []image) error {
			rows, err := decode[T](tx, images)
			if err != nil || len(rows) == 0 {
				return err
			}
			for part := range slices.Chunk(rows, 200) { // SQLite limits the depth of a condition to 1,000
				db := tx.db
				for i := range part {
					db = db.Or(tx.keyCondition(&part[i]))
				}
				if err := db.Delete(new(T)).Error; err != nil {
					return failed(err, "undo", table)
				}
			}
			return nil
		},
	}
}

// replacing returns an ON CONFLICT clause that replaces all columns but the kept ones. The version of a programme is
// raised, because it guards edits by people.
func (tx *Tx) replacing(row any, kept []string) clause.OnConflict {
	table := tx.parse(row)
	var conflict clause.OnConflict
	var replaced []string
	for _, name := range table.DBNames {
		switch {
		case table.FieldsByDBName[name].PrimaryKey:
			conflict.Columns = append(conflict.Columns, clause.Column{Name: name})
		case !slices.Contains(kept, name):
			replaced = append(replaced, name)
		}
	}
	conflict.DoUpdates = clause.AssignmentColumns(replaced)
	if table.Table == "programmes" {
		raised := gorm.Expr("programmes.version + 1")
		conflict.DoUpdates = append(conflict.DoUpdates, clause.Assignment{Column: clause.Column{Name: "version"},
			Value: raised})
	}
	return conflict
}

// decode reads rows from their images. Equal duplicates are dropped; different rows with one key are refused, because
// choosing one would lose the other's values. Errors: KindInvalid "duplicate_row".
func decode[T any](tx *Tx, images []image) ([]T, error) {
	rows := make([]T, 0, len(images))
	where := make(map[string]int, len(images))
	for _, im := range images {
		var row T
		reader := json.NewDecoder(strings.NewReader(im.text))
		reader.DisallowUnknownFields()
		if err := reader.Decode(&row); err != nil {
			return nil, failed(err, "decode", im.row.BatchID, im.row.Position)
		}
		key := tx.keyOf(&row)
		if i, twice := where[key]; twice {
			if !reflect.DeepEqual(rows[i], row) {
				return nil, models.Errorf(models.KindInvalid, "duplicate_row",
					"工作表“%s”第 %d 行与前面的行重复且内容不同，未导入任何内容", im.row.Sheet, im.row.Row)
			}
			continue
		}
		where[key] = len(rows)
		rows = append(rows, row)
	}
	return rows, nil
}

// keyCondition returns the condition that selects the row with the same primary key.
func (tx *Tx) keyCondition(row any) clause.Expression {
	var equal []clause.Expression
	for _, field := range tx.parse(row).PrimaryFields {
		value, _ := field.ValueOf(tx.db.Statement.Context, reflect.ValueOf(row))
		equal = append(equal, clause.Eq{Column: clause.Column{Name: field.DBName}, Value: value})
	}
	return clause.And(equal...)
}

// keyOf prints a row's primary key with each part quoted.
func (tx *Tx) keyOf(row any) string {
	var key strings.Builder
	for _, field := range tx.parse(row).PrimaryFields {
		value, _ := field.ValueOf(tx.db.Statement.Context, reflect.ValueOf(row))
		fmt.Fprintf(&key, "%q ", fmt.Sprint(value))
	}
	return key.String()
}
