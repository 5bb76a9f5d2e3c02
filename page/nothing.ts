// Stands in the bundle for the parts of Vega that no chart uses: maps, trees, forces, word clouds and the like.
export {}
