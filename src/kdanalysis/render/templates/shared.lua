-- What both engines lack, above all for readers with assistive technology. Quarto runs it before it
-- builds its own tree (`at: pre-ast`), the default engine before report.lua. Attributes are ordered
-- pairs throughout: a table of attributes would come out in another order from run to run.

local is_html = FORMAT:match('html') ~= nil
local is_typst = FORMAT == 'typst'
local faults = {}

local function fault(kind, where)
  table.insert(faults, kind .. '\t' .. where)
end

local function typst_string(text)
  return '"' .. text:gsub('\\', '\\\\'):gsub('"', '\\"'):gsub('%s+', ' ') .. '"'
end

local function alt_of(image)
  local told = image.attributes['alt'] or image.attributes['fig-alt'] or ''
  return told ~= '' and told or pandoc.utils.stringify(image.caption)
end

-- A figure's alternative text stands on its div: every image inside without one takes it.
local function share_alt(div)
  local text = div.attributes['fig-alt']
  if not text then return nil end
  return div:walk({
    Image = function(image)
      if alt_of(image) == '' then image.attributes['fig-alt'] = text end
      return image
    end,
  })
end

-- pandoc's Typst writer drops alternative text; its HTML writer knows it as `alt`.
local function image_with_alt(image)
  local text = alt_of(image)
  if text == '' then fault('missing-alt', image.src) end
  if is_typst then
    local call = '#box(image(' .. typst_string(image.src) .. ', alt: ' .. typst_string(text) .. '))'
    return pandoc.RawInline('typst', call)
  end
  image.attributes['alt'] = text
  image.attributes['fig-alt'] = nil
  return image
end

local function typst_math(math, alt)
  local source = pandoc.write(pandoc.Pandoc({ pandoc.Plain({ math }) }), 'typst'):gsub('%s+$', '')
  return pandoc.RawInline('typst', '#math.equation(alt: ' .. typst_string(alt) .. ', ' .. source .. ')')
end

-- `[$x$]{alt="..."}`: a formula in running text whose signs do not speak for themselves.
local function spoken_math(span)
  local math = span.content[1]
  local told = span.attributes['alt']
  if not (is_typst and told and #span.content == 1 and math.t == 'Math') then return nil end
  return typst_math(math, told), false
end

-- Other formulas in running text are read as pandoc writes them in plain text.
local function plain_math(math)
  if not is_typst or math.mathtype ~= 'InlineMath' then return nil end
  local plain = pandoc.write(pandoc.Pandoc({ pandoc.Plain({ math }) }), 'plain'):gsub('%s+$', '')
  return typst_math(math, plain)
end

-- The first column names its row; a heading left empty there still needs a name for those who listen.
local function row_headers(tbl)
  for _, body in ipairs(tbl.bodies) do body.row_head_columns = 1 end
  local corner = tbl.head.rows[1] and tbl.head.rows[1].cells[1]
  if is_html and corner and #corner.contents == 0 then
    corner.contents = { pandoc.Plain({ pandoc.Span('Række', pandoc.Attr('', { 'visually-hidden' })) }) }
  end
  return tbl
end

-- The line below a table or figure that names its source: `source-line` in typst-template.typ.
local function source_line(div)
  if not (is_typst and div.classes:includes('source')) then return nil end
  local blocks = pandoc.Blocks({ pandoc.RawBlock('typst', '#source-line[') })
  blocks:extend(div.content)
  blocks:insert(pandoc.RawBlock('typst', ']'))
  return blocks
end

local function raise()
  if #faults > 0 then error(table.concat(faults, '\n'), 0) end
end

return {
  { Div = share_alt },
  { traverse = 'topdown', Span = spoken_math, Image = image_with_alt, Math = plain_math, Table = row_headers },
  { Div = source_line },
  { Pandoc = raise },
}
