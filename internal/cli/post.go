package cli

import (
	"net/url"
	"strings"

	"github.com/spf13/cobra"

	"duban/models"
)

// seat is a person in a post.
type seat struct {
	Name     string          `json:"name"`
	Capacity models.Capacity `json:"capacity"`
	Since    models.Date     `json:"since"`
	Until    models.Date     `json:"until"`
}

func (s *seat) words() string {
	if s == nil {
		return ""
	}
	text := s.Capacity.Chinese() + " " + s.Name
	if s.Since != 0 {
		text += " 自 " + s.Since.String()
	}
	if s.Until != 0 {
		text += " 至 " + s.Until.String()
	}
	return text
}

// postLine is the part of a post that is printed.
type postLine struct {
	Name        string
	Holder      *seat
	Acting      *seat
	Next        *seat
	Liaisons    []seat
	Vacant      bool
	VacantSince models.Date `json:"vacant_since"`
	Projects    int
}

func (l postLine) words() string {
	words := []string{l.Name}
	switch {
	case l.Vacant && l.VacantSince != 0:
		words = append(words, "【空缺，自 "+l.VacantSince.String()+" 起】")
	case l.Vacant:
		words = append(words, "【空缺，无任职记录】")
	}
	for _, s := range []*seat{l.Holder, l.Acting, l.Next} {
		if s != nil {
			words = append(words, s.words())
		}
	}
	for _, s := range l.Liaisons {
		words = append(words, s.words())
	}
	return strings.Join(words, "  ")
}

func (p *program) postCommand() *cobra.Command {
	c := &cobra.Command{Use: "post", Short: "岗位：任职、代理、联络员、空缺和人员变动", Args: cobra.ArbitraryArgs, RunE: onlyCommands}
	c.AddCommand(p.postList(), p.postShow(), p.postAssign(), p.postVacate(), p.postName(), p.postHandover())
	return c
}

func (p *program) postList() *cobra.Command {
	return p.asks(&cobra.Command{
		Use: "list", Short: "岗位一览，空缺的在前", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			body, err := p.get(c, "/api/v1/posts", nil)
			if err != nil {
				return err
			}
			return show(p, body, func(all []postLine) {
				for _, l := range all {
					p.say("%s  包保项目 %d 个", l.words(), l.Projects)
				}
				if len(all) == 0 {
					p.say("还没有岗位；导入计划或用 duban user add --role leader --post 岗位 增加")
				}
			})
		},
	})
}

// item is something that goes over with a post.
type item struct {
	Kind    string
	Project string
	Name    string `json:"project_name"`
	Due     models.Date
}

func (p *program) items(title string, all []item) {
	p.say("%s（%d 项）：", title, len(all))
	for _, i := range all {
		line := "  " + i.Kind + "  " + i.Project + " " + i.Name
		if i.Due != 0 {
			line += "  期限 " + i.Due.String()
		}
		p.say("%s", line)
	}
}

func (p *program) postShow() *cobra.Command {
	return p.asks(&cobra.Command{
		Use: "show 岗位", Short: "一个岗位的任职记录和未办事项", Args: oneArg("岗位"),
		RunE: func(c *cobra.Command, args []string) error {
			body, err := p.get(c, "/api/v1/posts/"+url.PathEscape(args[0]), nil)
			if err != nil {
				return err
			}
			return show(p, body, func(v struct {
				postLine
				History []seat
				Items   []item
				Changes []struct {
					ID, From, To string
					Day          models.Date
				}
			}) {
				p.say("%s", v.words())
				p.say("任职记录：")
				for _, s := range v.History {
					p.say("  %s", s.words())
				}
				for _, one := range v.Changes {
					p.say("  变动 %s：%s → %s，自 %s 起", one.ID, one.From, one.To, one.Day)
				}
				p.items("未办事项", v.Items)
			})
		},
	})
}
