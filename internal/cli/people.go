package cli

import (
	"net/http"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"duban/models"
)

// peopleImport is the part of a form of people and posts that is printed.
type peopleImport struct {
	ID, File, By        string
	State               models.PeopleImportState
	At                  models.Instant
	New, Changed, Left  int
	Accounts, Unchanged int
	Others              int
	MayImport           bool `json:"may_import"`
	Plan                struct {
		Changes []struct {
			Cell, Name, Login string
			New               bool
			NotTaken          string               `json:"not_taken"`
			Contact           []models.PersonField `json:"contact"`
			Roles             []struct {
				Role       models.RoleName
				Capacity   models.Capacity
				Since      models.Date
				Of, Leaves string
			}
		}
		Findings []struct {
			Cell, Message string
			Error         bool
			Options       []struct{ Value, Label string }
		}
		Absent []struct{ Name, Of string }
	}
}

// people prints a form: who is new, who changes, who leaves a post, and what is wrong.
func (p *program) people(v peopleImport) {
	p.say("%s　%s　%s　新增 %d 人，变更 %d 人，新账号 %d 个，离任 %d 人，无变化 %d 行", v.ID, v.File, v.State.Chinese(), v.New, v.Changed,
		v.Accounts, v.Left, v.Unchanged)
	for _, c := range v.Plan.Changes {
		parts := []string{}
		for _, r := range c.Roles {
			parts = append(parts, personRole(r.Role, r.Capacity, r.Of, r.Leaves, r.Since))
		}
		if c.Login != "" {
			parts = append(parts, "新账号 "+c.Login)
		}
		for _, f := range c.Contact {
			parts = append(parts, f.Chinese()+"变更")
		}
		if c.NotTaken != "" {
			parts = append(parts, "职务“"+c.NotTaken+"”不登记为岗位")
		}
		if len(parts) == 0 {
			continue
		}
		is := "变更"
		if c.New {
			is = "新增"
		}
		p.say("  %s　%s　%s：%s", c.Cell, is, c.Name, strings.Join(parts, "；"))
	}
	for _, f := range v.Plan.Findings {
		kind := "请明确"
		if f.Error {
			kind = "有误"
		}
		p.say("  %s　%s：%s", f.Cell, kind, f.Message)
		for _, o := range f.Options {
			p.say("      --answer %s=%s　%s", f.Cell, o.Value, o.Label)
		}
	}
	for _, a := range v.Plan.Absent {
		p.say("  表中未列：%s（%s），不作改动", a.Name, a.Of)
	}
	if v.Others > 0 {
		p.say("  另有 %d 行须由重点项目办或系统管理员导入", v.Others)
	}
}

func personRole(role models.RoleName, capacity models.Capacity, of, leaves string, since models.Date) string {
	text := role.Chinese()
	if of != "" {
		text = of + capacity.Chinese()
	}
	if since != 0 {
		text += "，自 " + since.String()
	}
	if leaves != "" {
		text += "，" + leaves + "离任"
	}
	return text
}

func (p *program) peopleCommand() *cobra.Command {
	c := &cobra.Command{Use: "people", Short: "人员岗位表：导入、撤销和导入记录", Args: cobra.ArbitraryArgs, RunE: onlyCommands}
	c.AddCommand(p.peopleImportCommand(), p.peopleList(), p.peopleShow(), p.peopleUndo())
	return c
}

func (p *program) peopleImportCommand() *cobra.Command {
	var key string
	var commit bool
	var answers []string
	var w why
	c := &cobra.Command{
		Use: "import 文件", Short: "导入人员岗位表：先列出变化和问题，--commit 导入",
		Long: "导入人员岗位表（空表：duban template people -o 人员岗位表.xlsx）。先列出新增、变更、离任和有误的单元格；加 --commit 导入。\n" +
			"同名人员、没有的单位和岗位逐一询问，用 --answer 答复。涉及账号和权限的经安全管理员确认后生效。",
		Example: "  duban people import 人员岗位表.xlsx\n  duban people import 人员岗位表.xlsx --answer B5=new --commit",
		Args:    oneArg("文件"),
		RunE: func(c *cobra.Command, args []string) error {
			content, err := readFile(args[0])
			if err != nil {
				return err
			}
			client, err := p.client()
			if err != nil {
				return err
			}
			key := p.key(key)
			query := url.Values{"file": {filepath.Base(args[0])}}
			if len(answers) > 0 {
				query["answer"] = answers
			}
			r, err := client.send(c.Context(), http.MethodPost, "/api/v1/people-imports", query, key,
				"application/octet-stream", content)
			if err != nil {
				return err
			}
			if !commit {
				return show(p, r.body, p.people)
			}
			v, err := decoded[peopleImport](r.body)
			if err != nil {
				return err
			}
			done, err := client.post(c.Context(), w.of("/api/v1/people-imports/"+url.PathEscape(v.ID)+"/commit"),
				key+" commit", nil)
			if err != nil {
				return err
			}
			return show(p, done.body, p.peopleImported)
		},
	}
	c.Flags().BoolVar(&commit, "commit", false, "导入；不加只列出变化")
	c.Flags().StringArrayVar(&answers, "answer", nil, "'单元格=答复'：new（新增）、人员或单位编号，或另一行的单元格；可重复")
	c.Flags().StringVar(&key, "key", "", "请求编号；不填则随机生成")
	w.flags(c)
	return p.asks(c)
}

// oneTimePassword is that of an account that a form of people created.
type oneTimePassword struct{ Login, Name, Password string }

// peopleImported prints what was imported or undone, with the passwords that are shown once.
func (p *program) peopleImported(v struct {
	Request  string
	Import   peopleImport
	Accounts []oneTimePassword
}) {
	p.asked(v.Request)
	p.people(v.Import)
	p.passwords(v.Accounts)
}

// passwords prints one-time passwords.
func (p *program) passwords(all []oneTimePassword) {
	if len(all) == 0 {
		return
	}
	p.say("一次性密码（只显示这一次，请当面交给本人，首次登录须更改）：")
	rows := [][]string{{"账号", "姓名", "一次性密码"}}
	for _, a := range all {
		rows = append(rows, []string{a.Login, a.Name, a.Password})
	}
	table(p.stdout, rows)
}

func (p *program) peopleList() *cobra.Command {
	return p.asks(&cobra.Command{
		Use: "list", Short: "导入记录，最近的在前", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			body, err := p.get(c, "/api/v1/people-imports", nil)
			if err != nil {
				return err
			}
			return show(p, body, func(all []peopleImport) {
				for _, v := range all {
					p.say("%s　%s　%s　%s　%s", v.ID, v.At.Minute(), v.File, v.By, v.State.Chinese())
				}
				if len(all) == 0 {
					p.say("还没有导入过人员岗位表")
				}
			})
		},
	})
}

func (p *program) peopleShow() *cobra.Command {
	return p.asks(&cobra.Command{
		Use: "show 编号", Short: "一份人员岗位表将改变或改变了什么", Args: oneArg("人员岗位表编号"),
		RunE: func(c *cobra.Command, args []string) error {
			body, err := p.get(c, "/api/v1/people-imports/"+url.PathEscape(args[0]), nil)
			if err != nil {
				return err
			}
			return show(p, body, p.people)
		},
	})
}

func (p *program) peopleUndo() *cobra.Command {
	var w why
	c := &cobra.Command{
		Use: "undo 编号", Short: "撤销一次导入：其后没有变动、没有登录过的恢复原样", Args: oneArg("人员岗位表编号"),
		RunE: func(c *cobra.Command, args []string) error {
			r, err := p.post(c, w.of("/api/v1/people-imports/"+url.PathEscape(args[0])+"/undo"), nil)
			if err != nil {
				return err
			}
			return show(p, r.body, p.peopleImported)
		},
	}
	w.flags(c)
	return p.asks(c)
}
