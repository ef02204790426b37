-- What Quarto's own filters do and the default engine needs: content by format and profile,
-- numbered figures, tables, sections and equations, references, callouts, landscape pages.
-- A fault is one line `kind<TAB>where`; pandoc.py turns it into a message.

local is_html = FORMAT:match('html') ~= nil
local is_typst = FORMAT == 'typst'
local words = {}        -- `language` of _quarto.yml
local profile = ''
local numbers = {}      -- id -> number as printed
local seen = {}         -- every id in the document
local counts = { fig = 0, tbl = 0, eq = 0 }
local faults = {}

local function fault(kind, where)
  table.insert(faults, kind .. '\t' .. where)
end

local function word(key)
  if not words[key] then fault('missing-word', key) end
  return words[key] or key
end

local function typst(code) return pandoc.RawInline('typst', code) end

local function typst_string(text)
  return '"' .. text:gsub('\\', '\\\\'):gsub('"', '\\"'):gsub('%s+', ' ') .. '"'
end

-- Metadata ------------------------------------------------------------------------------------

local function read_meta(meta)
  for key, value in pairs(meta.language or {}) do words[key] = pandoc.utils.stringify(value) end
  profile = pandoc.utils.stringify(meta['render-profile'] or '')
end

-- Content by format and profile -----------------------------------------------------------------

local format = is_html and 'html' or FORMAT

local function holds(told)
  local function agrees(key, actual) return not told[key] or told[key] == actual end
  local function differs(key, actual) return told[key] ~= actual end
  return agrees('when-format', format) and differs('unless-format', format)
    and agrees('when-profile', profile) and differs('unless-profile', profile)
end

local function visible(element)
  local shown = element.classes:includes('content-visible')
  local hidden = element.classes:includes('content-hidden')
  if not shown and not hidden then return nil end
  if shown == holds(element.attributes) then return element.content end
  return {}
end

-- Numbers ---------------------------------------------------------------------------------------

local function register(id, number)
  if id == '' then return end
  if seen[id] then fault('duplicate-id', id) end
  seen[id] = true
  numbers[id] = number
end

local function count(id)
  local kind = id:match('^(%a+)%-')
  if not counts[kind] or kind == 'eq' then return register(id) end
  counts[kind] = counts[kind] + 1
  register(id, tostring(counts[kind]))
end

-- `$$..$$ {#eq-x alt=".."}`: pandoc reads the attributes as words of the paragraph.
-- Returns id, alternative text and the place of the last word.
local function equation_attributes(inlines, at)
  local gap = inlines[at]
  if gap and (gap.t == 'Space' or gap.t == 'SoftBreak') then at = at + 1 end
  local start = inlines[at]
  if not (start and start.t == 'Str' and start.text:match('^{#eq%-')) then return nil end
  local text = ''
  for last = at, #inlines do
    local part = inlines[last]
    local quoted = part.t == 'Quoted' and '"' .. pandoc.utils.stringify(part.content) .. '"'
    text = text .. (quoted or pandoc.utils.stringify(part))
    if text:match('}$') then return text:match('{#(eq%-[%w%-]+)'), text:match('alt="(.+)"'), last end
  end
end

local function equation(math, id, alt)
  if is_html then
    local named = { { 'role', 'group' }, { 'aria-label', alt }, { 'tabindex', '0' } }
    return pandoc.Span({ math, pandoc.Str('(' .. numbers[id] .. ')') }, pandoc.Attr(id, { 'equation' }, named))
  end
  local open = '#math.equation(block: true, numbering: equation-numbering, alt: '
  return pandoc.Span({ typst(open .. typst_string(alt) .. ', [ '), math, typst(' ])<' .. id .. '>') })
end

local function number_equation(math, inlines, at)
  local id, alt, last = equation_attributes(inlines, at)
  if not alt then fault('missing-alt', '$$' .. math.text .. '$$') end
  if not id then return math, at - 1 end
  counts.eq = counts.eq + 1
  register(id, tostring(counts.eq))
  return equation(math, id, alt or ''), last
end

local function is_display(inline) return inline.t == 'Math' and inline.mathtype == 'DisplayMath' end

local function equations(para)
  if not para.content:find_if(is_display) then return nil end
  local out, at = pandoc.Inlines({}), 1
  while at <= #para.content do
    local element, last = para.content[at], at
    if is_display(element) then element, last = number_equation(element, para.content, at + 1) end
    out:insert(element)
    at = last + 1
  end
  return pandoc.Para(out), false
end

-- pandoc's own sections carry the number and take over the heading's id.
local function number_sections(blocks)
  local sections = pandoc.utils.make_sections(true, 1, blocks)
  sections:walk({
    Div = function(div)
      if div.classes:includes('section') then register(div.identifier, div.attributes.number) end
    end,
  })
end

local function number_all(doc)
  number_sections(doc.blocks)
  return doc:walk({
    traverse = 'topdown',
    Div = function(div) count(div.identifier) end,
    Table = function(tbl) count(tbl.identifier) end,
    Para = equations,
  })
end

-- Figures and tables ------------------------------------------------------------------------------

local function label(kind, id)
  return word('crossref-' .. kind .. '-title') .. '\u{a0}' .. numbers[id] .. ': '
end

local function typst_float(kind, id, body, caption)
  local position = kind == 'tbl' and 'top' or 'bottom'
  local supplement = word('crossref-' .. kind .. '-title')
  local blocks = pandoc.Blocks({ pandoc.RawBlock('typst', '#figure([') })
  blocks:extend(body)
  blocks:insert(pandoc.RawBlock('typst', '], caption: figure.caption(position: ' .. position .. ', ['))
  blocks:insert(pandoc.Plain(caption))
  blocks:insert(pandoc.RawBlock('typst', ']), kind: "quarto-float-' .. kind .. '", supplement: "'
    .. supplement .. '", numbering: "1")\n<' .. id .. '>'))
  return blocks
end

local function labelled(kind, id, caption)
  local inlines = pandoc.Inlines({ pandoc.Span(label(kind, id), pandoc.Attr('', { 'label' })) })
  inlines:extend(caption)
  return inlines
end

local function figure(div)
  local kind = div.identifier:match('^(fig)%-') or div.identifier:match('^(tbl)%-')
  if not kind then return nil end
  local caption = div.content[#div.content]
  if not caption or caption.t ~= 'Para' or #div.content < 2 then
    return fault('missing-caption', div.identifier)
  end
  div.content:remove(#div.content)
  if is_typst then return typst_float(kind, div.identifier, div.content, caption.content) end
  local named = pandoc.Plain(labelled(kind, div.identifier, caption.content))
  return pandoc.Figure(div.content, { named }, pandoc.Attr(div.identifier))
end

-- A wide table scrolls by itself; the keyboard must reach it to scroll it.
local function scrolling(tbl, name)
  return pandoc.Div({ tbl }, pandoc.Attr('', { 'table' },
    { { 'role', 'region' }, { 'tabindex', '0' }, { 'aria-label', name } }))
end

local function html_table(tbl)
  local name = word('crossref-tbl-title')
  if not numbers[tbl.identifier] then return scrolling(tbl, name) end
  local caption = pandoc.utils.blocks_to_inlines(tbl.caption.long)
  tbl.caption = { long = { pandoc.Plain(labelled('tbl', tbl.identifier, caption)) } }
  return scrolling(tbl, name .. ' ' .. numbers[tbl.identifier])
end

local function typst_table(tbl)
  local id, caption = tbl.identifier, pandoc.utils.blocks_to_inlines(tbl.caption.long)
  if #caption == 0 or numbers[id] then tbl.classes:insert('typst:no-figure') end
  if not numbers[id] then return tbl end
  tbl.caption, tbl.identifier = { long = {} }, ''
  return typst_float('tbl', id, { tbl }, caption)
end

local function float_table(tbl)
  if numbers[tbl.identifier] and #tbl.caption.long == 0 then fault('missing-caption', tbl.identifier) end
  if is_html then return html_table(tbl), false end
  return typst_table(tbl), false
end

-- Callouts and landscape pages --------------------------------------------------------------------

local colours = { note = '#1f4e79', tip = '#2e6b3a', warning = '#8a5a00', important = '#8c2f39', caution = '#8a5a00' }

local function callout_title(div, kind)
  local first = div.content[1]
  if div.attributes.title then return pandoc.Inlines(pandoc.read(div.attributes.title).blocks[1].content) end
  if not first or first.t ~= 'Header' then return pandoc.Inlines(word('callout-' .. kind .. '-title')) end
  div.content:remove(1)
  return first.content
end

local function typst_callout(kind, title, content)
  local colour = 'rgb("' .. colours[kind] .. '")'
  local blocks = pandoc.Blocks({ pandoc.RawBlock('typst', '#callout(icon_color: ' .. colour .. ', title: [') })
  blocks:insert(pandoc.Plain(title))
  blocks:insert(pandoc.RawBlock('typst', '], body: ['))
  blocks:extend(content)
  blocks:insert(pandoc.RawBlock('typst', '])'))
  return blocks
end

local function callout(div)
  local kind = table.concat(div.classes, ' '):match('callout%-(%a+)')
  if not kind then return nil end
  if not colours[kind] then return fault('unknown-callout', kind) end
  local title = callout_title(div, kind)
  if is_typst then return typst_callout(kind, title, div.content) end
  local heading = pandoc.Div({ pandoc.Plain(title) }, pandoc.Attr('', { 'callout-title' }))
  div.content:insert(1, heading)
  return pandoc.Div(div.content, pandoc.Attr(div.identifier, { 'callout', 'callout-' .. kind },
    { { 'role', 'note' }, { 'aria-label', pandoc.utils.stringify(title) } }))
end

local function landscape(div)
  if not (is_typst and div.classes:includes('landscape')) then return nil end
  div.content:insert(1, pandoc.RawBlock('typst', '#set page(flipped: true)'))
  div.content:insert(pandoc.RawBlock('typst', '#set page(flipped: false)'))
  return div.content
end

local function figure_or_landscape(div)
  return figure(div) or landscape(div)
end

-- References --------------------------------------------------------------------------------------

local function reference(cite)
  if #cite.prefix + #cite.suffix > 0 then fault('words-in-reference', '@' .. cite.id) end
  local id = cite.id:sub(1, 1):lower() .. cite.id:sub(2)
  local kind = id:match('^(%a+)%-')
  if not numbers[id] then
    fault('unknown-reference', '@' .. cite.id)
    return pandoc.Str('?')
  end
  local bare = cite.mode == 'SuppressAuthor'
  local prefix = bare and '' or word('crossref-' .. kind .. '-prefix')
  if is_typst then return typst('#ref(<' .. id .. '>, supplement: [' .. prefix .. '])') end
  local text = bare and numbers[id] or prefix .. '\u{a0}' .. numbers[id]
  return pandoc.Link(pandoc.Str(text), '#' .. id, '', pandoc.Attr('', { 'ref' }))
end

local function references(cites)
  local out = pandoc.Inlines({})
  for i, cite in ipairs(cites.citations) do
    if i > 1 then out:extend({ pandoc.Str(','), pandoc.Space() }) end
    out:insert(reference(cite))
  end
  return out
end

local function internal_link(link)
  local id = link.target:match('^#(.+)')
  if id and not seen[id] then fault('unknown-reference', link.target) end
end

local function check_links(doc)
  doc:walk({ Link = internal_link, Span = function(span) seen[span.identifier] = true end })
  if #faults > 0 then error(table.concat(faults, '\n'), 0) end
end

return {
  { Meta = read_meta },
  { traverse = 'topdown', Div = visible, Span = visible },
  { Div = callout },
  { Pandoc = number_all },
  { traverse = 'topdown', Table = float_table },
  { Div = figure_or_landscape, Cite = references },
  { Pandoc = check_links },
}
