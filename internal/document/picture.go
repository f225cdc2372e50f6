package document

import (
	"bytes"
	"fmt"
	"image/jpeg"
	"strings"
)

// emuPerTwip converts twips to the unit of drawings: 914,400 to an inch.
const emuPerTwip = 635

// pictures returns the parts of the photographs, and the relations to them.
func (d Document) pictures() (all []part, links string) {
	for _, b := range d.Blocks {
		if b.Picture == nil {
			continue
		}
		n := len(all) + 1
		all = append(all, part{fmt.Sprintf("word/media/photo%d.jpg", n), string(b.Picture.JPEG)})
		links += fmt.Sprintf(`<Relationship Id="photo%d" Type="%s/image" Target="media/photo%d.jpg"/>`, n, officeRelated, n)
	}
	return all, links
}

// picture writes a photograph in the middle of a line of its own. One that cannot be read is left out.
func (p printSize) picture(s *strings.Builder, photo Picture, number int) {
	size, err := jpeg.DecodeConfig(bytes.NewReader(photo.JPEG))
	if err != nil || size.Width == 0 || size.Height == 0 {
		paragraph(s, Centre, "（照片无法读取）")
		return
	}
	width, height := textWidth, textWidth*size.Height/size.Width
	if most := max(1, photo.Highest) * p.line; height > most {
		width, height = most*size.Width/size.Height, most
	}
	x, y := width*emuPerTwip, height*emuPerTwip
	fmt.Fprintf(s, `<w:p><w:pPr><w:keepNext/><w:spacing w:before="60" w:after="60" w:line="240" w:lineRule="auto"/>`+
		`<w:jc w:val="center"/></w:pPr><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0" `+
		`xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:extent cx="%d" cy="%d"/>`+
		`<wp:docPr id="%d" name="现场照片%d"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">`+
		`<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic `+
		`xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="%d" `+
		`name="photo%d.jpg"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="photo%d"/><a:stretch>`+
		`<a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%d" cy="%d"/></a:xfrm>`+
		`<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>`+
		`</w:drawing></w:r></w:p>`, x, y, number, number, number, number, number, x, y)
}
