package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"duban/models"
)

const usageTemplate = `用法：
  {{if .HasAvailableSubCommands}}{{.CommandPath}} 命令{{else}}{{.UseLine}}{{end}}{{if .HasExample}}

例：
{{.Example}}{{end}}{{if .HasAvailableSubCommands}}

命令：{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}

选项：
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableSubCommands}}

“{{.CommandPath}} 命令 --help” 显示该命令的用法。{{end}}
`

// chinese makes cobra print Chinese.
func chinese(root *cobra.Command) {
	root.SetUsageTemplate(usageTemplate)
	root.PersistentFlags().BoolP("help", "h", false, "显示帮助")
	root.SetHelpCommand(&cobra.Command{Use: "help", Hidden: true, Args: cobra.ArbitraryArgs, RunE: func(_ *cobra.Command,
		args []string) error {
		c, rest, err := root.Find(args)
		if err != nil || len(rest) > 0 {
			return unknownCommand(root, args[0])
		}
		return c.Help()
	}})
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error { return flagError(c, err) })
}

// flagError translates errors of the flag parser into Chinese. It distinguishes the error types by their methods, so
// that it need not import the parser's package.
func flagError(c *cobra.Command, err error) error {
	see := "（见 " + c.CommandPath() + " --help）"
	if e, ok := err.(interface{ GetValue() string }); ok { // the parser returns it unwrapped
		return usage("选项的值“%s”无效%s", e.GetValue(), see)
	}
	e, ok := err.(interface{ GetSpecifiedName() string }) // the parser returns it unwrapped
	if !ok {
		return usage("选项写法有误%s", see)
	}
	name := "--" + e.GetSpecifiedName()
	if len(e.GetSpecifiedName()) == 1 {
		name = "-" + e.GetSpecifiedName()
	}
	if strings.Contains(err.Error(), "needs an argument") {
		return usage("选项 %s 缺少取值%s", name, see)
	}
	return usage("没有选项 %s%s", name, see)
}

// onlyCommands runs a command that only groups others.
func onlyCommands(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return unknownCommand(c, args[0])
	}
	if c.HasParent() {
		return usage("缺少命令（见 %s --help）", c.CommandPath())
	}
	return c.Help()
}

func unknownCommand(c *cobra.Command, name string) error {
	c.SuggestionsMinimumDistance = 2
	if near := c.SuggestionsFor(name); len(near) > 0 {
		return usage("没有命令“%s”，是否为 %s？（见 %s --help）", name, strings.Join(near, "、"), c.CommandPath())
	}
	return usage("没有命令“%s”（见 %s --help）", name, c.CommandPath())
}

func noArgs(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usage("多余的参数“%s”（见 %s --help）", args[0], c.CommandPath())
	}
	return nil
}

// oneArg requires exactly one argument; name describes it.
func oneArg(name string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		switch {
		case len(args) == 0:
			return usage("缺少%s（见 %s --help）", name, c.CommandPath())
		case len(args) > 1:
			return usage("只能有一个%s，多余的参数“%s”（见 %s --help）", name, args[1], c.CommandPath())
		}
		return nil
	}
}

// someArgs requires at least one argument.
func someArgs(name string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) == 0 {
			return usage("缺少%s（见 %s --help）", name, c.CommandPath())
		}
		return nil
	}
}

// need requires flags to have a value.
func need(c *cobra.Command, flags ...string) error {
	for _, name := range flags {
		if f := c.Flags().Lookup(name); f.Value.String() == "" {
			return usage("缺少 --%s：%s（见 %s --help）", name, f.Usage, c.CommandPath())
		}
	}
	return nil
}

// wrongly turns the refusal of a value into a usage error of its flag.
func wrongly(flag string, err error) error {
	if err == nil {
		return nil
	}
	return usage("--%s：%s", flag, models.AsError(err).Message)
}
