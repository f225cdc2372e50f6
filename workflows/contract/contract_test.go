package contract_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"duban/models"
	"duban/workflows/contract"
)

// travels is everything that goes through Temporal: parameters, results, details of errors.
var travels = []any{
	contract.ProjectParams{}, contract.ProjectRef{}, contract.Told{}, contract.Attributes{}, contract.Person{},
	contract.Head{},
	contract.SubmitMilestone{}, contract.ReportMonth{}, contract.Review{}, contract.ChangePlan{},
	contract.At[contract.SubmitMilestone]{}, contract.At[contract.ReportMonth]{}, contract.At[contract.Review]{},
	contract.At[contract.ChangePlan]{},
	contract.Answer{}, contract.Outcome{}, contract.Command{}, contract.RunCommand{}, contract.Advance{},
	contract.Import{}, contract.Promote{}, contract.Promoted{},
	contract.StartProjects{}, contract.Progress{}, contract.Deliver{},
	contract.Delivered{}, contract.ErrorDetails{}, contract.Read{},
	contract.Routed{}, contract.SendBy{}, contract.SentBy{}, contract.OrderParams{}, contract.AdvanceOrder{},
	contract.OrderOutcome{}, contract.RoundParams{}, contract.AdvanceRound{}, contract.RoundOutcome{},
}

// stays are types that never leave the process, each with the reason.
var stays = map[string]string{
	"OrderRun": "a line of Temporal's list of workflows, as the client reads it",
	"RoundRef": "the name of a round in a workflow ID",
	"RoundRun": "a line of Temporal's list of workflows, as the client reads it",
	"Run":      "a line of Temporal's list of workflows, as the client reads it",
}

func TestEveryTypeOfTheContractIsLookedAt(t *testing.T) {
	known := map[string]bool{}
	for _, v := range travels {
		name, _, _ := strings.Cut(reflect.TypeOf(v).Name(), "[")
		known[name] = true
	}
	declared := 0
	for _, name := range declaredStructs(t) {
		declared++
		if !known[name] && stays[name] == "" {
			t.Errorf("%s is in the contract: put it into travels, or into stays with the reason", name)
		}
	}
	if declared < 15 {
		t.Errorf("only %d types found: the walk is broken", declared)
	}
}

func declaredStructs(t *testing.T) (names []string) {
	t.Helper()
	files, err := fs.Glob(os.DirFS("."), "*.go")
	if err != nil {
		t.Fatal(err)
	}
	set := token.NewFileSet()
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(set, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if spec, ok := n.(*ast.TypeSpec); ok && spec.Name.IsExported() {
				if _, ok := spec.Type.(*ast.StructType); ok {
					names = append(names, spec.Name.Name)
				}
			}
			return true
		})
	}
	return names
}

// A row that travels would freeze a table's columns into histories, and put personal data there.
func TestNoRowTravels(t *testing.T) {
	for _, v := range travels {
		for _, found := range rowsIn(reflect.TypeOf(v), reflect.TypeOf(v).Name(), map[reflect.Type]bool{}) {
			t.Errorf("%s has a gorm tag", found)
		}
	}
	type carrier struct {
		Deep map[string][]*models.Facts
	}
	if len(rowsIn(reflect.TypeFor[carrier](), "carrier", map[reflect.Type]bool{})) == 0 {
		t.Error("rows behind a map, a slice and a pointer are not seen")
	}
}

// rowsIn lists the fields with a gorm tag among everything a type reaches.
func rowsIn(t reflect.Type, path string, seen map[reflect.Type]bool) (found []string) {
	if seen[t] {
		return nil
	}
	seen[t] = true
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array:
		return rowsIn(t.Elem(), path, seen)
	case reflect.Map:
		return append(rowsIn(t.Key(), path, seen), rowsIn(t.Elem(), path, seen)...)
	case reflect.Interface:
		return []string{path + " (an interface: anything may travel)"}
	case reflect.Struct:
		for f := range t.Fields() {
			if f.Tag.Get("gorm") != "" {
				found = append(found, path+"."+f.Name)
			}
			found = append(found, rowsIn(f.Type, path+"."+f.Name, seen)...)
		}
	}
	return found
}

// What is in a history is read again by a later program: each field has a name there that does not follow Go's.
func TestEveryFieldHasANameInHistories(t *testing.T) {
	for _, v := range travels {
		rt := reflect.TypeOf(v)
		for f := range rt.Fields() {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			if !f.Anonymous && (name == "" || name == "-" || strings.ToLower(name) != name) {
				t.Errorf("%s.%s is %q in JSON", rt.Name(), f.Name, name)
			}
		}
	}
}

func TestACommandComesThroughJSONWhole(t *testing.T) {
	amount, none := models.Money(-1), (*models.Money)(nil)
	for _, c := range []any{
		contract.At[contract.ReportMonth]{Now: models.DateOf(2021, 6, 30).At(9, 0), Command: contract.ReportMonth{
			Head: contract.Head{Key: "k/1", Hash: "h", ProjectID: "2021-ZD-001", By: contract.Person{ID: "p", Name: "张三",
				Operator: true}},
			Body: models.ReportMonthCommand{Month: models.MonthOf(2021, 6), MonthAmount: &amount, YTDAmount: none,
				Physical: "主体\n施工"},
		}},
		contract.Outcome{
			Answer: contract.Answer{Project: "ZD-001", NextAt: models.DateOf(2021, 7, 1).At(9, 0), Next: "催办"}, Revision: 3,
			Closed:     true,
			Next:       models.Moment{At: models.DateOf(2021, 7, 1).At(9, 0), What: "催办"},
			Attributes: contract.Attributes{Programmes: []string{"district-2021"}, NextDue: models.DateOf(2021, 7, 1).At(9, 0)},
		},
	} {
		text, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		got := reflect.New(reflect.TypeOf(c))
		if err := json.Unmarshal(text, got.Interface()); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c, got.Elem().Interface()); diff != "" {
			t.Errorf("%s\n%s", text, diff)
		}
	}
}

var code = rapid.OneOf(rapid.SampledFrom([]string{"ZD-2021-001", "市重/2021/1", "/", "a//b", "甲 乙", "２０２１",
	"project/2021/x", "%2F"}),
	rapid.StringN(1, 40, -1))

func TestAProjectsWorkflowIDReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := contract.ProjectRef{Year: rapid.IntRange(1900, 2999).Draw(t, "year"), Code: code.Draw(t, "code")}
		got, ok := contract.ParseProjectWorkflowID(contract.ProjectWorkflowID(want))
		if !ok || got != want {
			t.Errorf("%+v becomes %q and reads back as %+v, %t", want, contract.ProjectWorkflowID(want), got, ok)
		}
	})
}

func TestTwoProjectsNeverShareAWorkflowID(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		year := rapid.IntRange(1, 3000)
		a := contract.ProjectRef{Year: year.Draw(t, "a year"), Code: code.Draw(t, "a")}
		b := contract.ProjectRef{Year: year.Draw(t, "b year"), Code: code.Draw(t, "b")}
		if (a == b) != (contract.ProjectWorkflowID(a) == contract.ProjectWorkflowID(b)) {
			t.Errorf("%+v and %+v", a, b)
		}
	})
}

func TestOtherWorkflowsAreNoProjects(t *testing.T) {
	for _, id := range []string{
		"", "project", "project/", "project/2021", "project/2021/", "project//ZD-001", "project/x/ZD-001",
		"project/20 21/ZD-001", "projects/2021/ZD-001",
		"project/+2021/ZD-001", "project/02021/ZD-001", "PROJECT/2021/ZD-001", " project/2021/ZD-001",
		contract.OutboxWorkflowID, contract.ImportWorkflowID("project/2021/ZD-001"),
	} {
		if ref, ok := contract.ParseProjectWorkflowID(id); ok {
			t.Errorf("%q is taken for %+v", id, ref)
		}
	}
}

func TestAttributesAreEqualOnlyWhole(t *testing.T) {
	full := contract.Attributes{Programmes: []string{"a"}, Unit: "b", Stage: "c", Colour: "d", NextDue: 1, Title: "e",
		Standing: "f"}
	if !full.Equal(full) {
		t.Error("the same is not equal")
	}
	for f := range reflect.TypeFor[contract.Attributes]().Fields() {
		other := full
		reflect.ValueOf(&other).Elem().FieldByIndex(f.Index).SetZero()
		if full.Equal(other) || other.Equal(full) {
			t.Errorf("a difference in %s is not seen", f.Name)
		}
	}
}

// A project on several lists takes the later of its turns, and a start carries it.
func TestAProjectsTurnIsItsPlaceInItsLists(t *testing.T) {
	f := models.Facts{Memberships: []models.Membership{{ProgrammeID: "district-2021", Position: 7},
		{ProgrammeID: "city-2021", Position: 31}}}
	f.Project.Status = models.ProjectOpen
	rules := models.RulesFor(f, models.NewCalendar(nil, nil))
	now := models.DateOf(2021, 3, 1).At(9, 0)
	if got := contract.TurnOf(f); got != 31 {
		t.Errorf("turn %d", got)
	}
	for name, p := range map[string]contract.ProjectParams{"following": contract.StartFollowing(f, rules, "", now),
		"settled": contract.StartSettled(f, rules, "", now)} {
		if p.Turn != 31 {
			t.Errorf("%s starts with turn %d", name, p.Turn)
		}
	}
	if got := contract.TurnOf(models.Facts{}); got != 0 {
		t.Errorf("turn %d on no list", got)
	}
}
