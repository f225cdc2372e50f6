package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// receipt is the answer to a command. One that is accepted and not carried out yet has made nothing to go on with.
type receipt struct {
	Object string `json:"object"`
}

func (w *work) post(ctx context.Context, token string, n int, path string, body any) (r receipt, err error) {
	content, err := json.Marshal(body)
	if err != nil {
		return r, err
	}
	out, err := w.send(ctx, token, fmt.Sprintf("soak-%d", n), path, "application/json", content)
	if err != nil {
		return r, err
	}
	return r, decode(out, &r)
}

var api = &http.Client{Timeout: time.Minute}

// send sends a command with its key once. Another answer than done or accepted is an error: the program is not
// disturbed.
func (w *work) send(ctx context.Context, token, key, path, kind string, content []byte) (string, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+w.s.program.Listen+path,
		bytes.NewReader(content))
	if err != nil {
		return "", err
	}
	request.Header.Set("Content-Type", kind)
	request.Header.Set("Idempotency-Key", key)
	request.Header.Set("Authorization", "Bearer "+token)
	answer, err := api.Do(request)
	if err != nil {
		return "", err
	}
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	if err == nil && answer.StatusCode/100 != 2 {
		err = fmt.Errorf("%s: %d %s", path, answer.StatusCode, text)
	}
	return string(text), err
}

// importMonths uploads a workbook with a month of several projects, looks at the changes and commits them.
func (w *work) importMonths(ctx context.Context, n int, all []*project) error {
	var b strings.Builder
	month := all[0].month + 1
	fmt.Fprintf(&b, "%s年%d月张店区重点项目进展情况表,,,,,,,\n编制单位：张店区重点项目办公室,,,,,,,单位：万元\n", year, month)
	fmt.Fprintf(&b, "序号,项目名称,建设单位,责任单位,%[1]d月完成投资,1-%[1]d月累计完成投资,形象进度,存在问题\n", month)
	for i, p := range all {
		fmt.Fprintf(&b, "%d,%s,%s,%s,%d,%d,主体施工至第%d层,\n", i+1, p.name, p.owner, p.unit, 50, 50*month, month)
	}
	out, err := w.send(ctx, w.office, fmt.Sprintf("soak-%d", n),
		"/api/v1/imports?say=totals%3Dright&file="+url.QueryEscape("进展.csv"),
		"application/octet-stream", []byte(b.String()))
	if err != nil {
		return err
	}
	var preview struct {
		Batch  string `json:"batch"`
		Errors int    `json:"errors"`
		New    int    `json:"new"`
	}
	if err := decode(out, &preview); err != nil {
		return err
	}
	if preview.Errors > 0 || preview.New != len(all) {
		return fmt.Errorf("the workbook of month %d was read otherwise: %s", month, out)
	}
	_, err = w.send(ctx, w.office, fmt.Sprintf("soak-c%d", n), "/api/v1/imports/"+preview.Batch+"/commit",
		"application/json", nil)
	return w.settled(err, func() { w.targets.read(all) })
}
