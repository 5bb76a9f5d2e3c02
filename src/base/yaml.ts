// In a file of its own, to be imported where YAML is met: by name, since a bundle gives an import() of CommonJS no names.
export { LineCounter, parseDocument } from 'yaml'
